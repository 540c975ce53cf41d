using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using Pulumi.Serialization;
using Pulumirpc;

namespace Pulumi;

/// <summary>The engine as a run sees it.</summary>
internal interface IEngineConnection
{
    ResourceMonitor.ResourceMonitorClient Monitor { get; }

    Engine.EngineClient Engine { get; }

    /// <summary>Completes with the address when a connection broke and nobody answers there any more.</summary>
    Task<string> Lost { get; }
}

/// <summary>The engine at the other end of the sockets: its two services, and whether it is still there.</summary>
internal sealed class EngineConnection : IEngineConnection, IDisposable
{
    /// <summary>The engine's own limit in bytes: one message holds all properties of a resource.</summary>
    public const int MaximumMessage = 400 * 1024 * 1024;

    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<GrpcChannel> _channels = [];

    public EngineConnection(ProgramEnvironment environment)
    {
        var monitor = Open(environment.Monitor);
        Monitor = new(DeepMessages.Over(monitor));
        Engine = new(environment.Engine == environment.Monitor ? monitor : Open(environment.Engine));
    }

    public ResourceMonitor.ResourceMonitorClient Monitor { get; }

    public Engine.EngineClient Engine { get; }

    public Task<string> Lost => _lost.Task;

    public void Dispose() => _channels.ForEach(channel => channel.Dispose());

    private GrpcChannel Open(string address)
    {
        var handler = new SocketsHttpHandler
        {
            // The engine is on this machine: a proxy meant for the internet must not get in between.
            UseProxy = false,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,

            // Each resource under way holds a stream, and servers commonly allow a hundred on a connection.
            EnableMultipleHttp2Connections = true,
            ConnectCallback = async (context, cancellation) => new WatchedStream(
                await ConnectAsync(context.DnsEndPoint, cancellation),
                () => _ = CheckAsync(address, context.DnsEndPoint)),
        };
        var channel = GrpcChannel.ForAddress($"http://{address}", new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = true,
            Credentials = ChannelCredentials.Insecure,
            MaxReceiveMessageSize = MaximumMessage,
            MaxSendMessageSize = MaximumMessage,
        });
        _channels.Add(channel);
        return channel;
    }

    private static async Task<NetworkStream> ConnectAsync(DnsEndPoint endPoint, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // A server may close one connection and go on serving; only one that takes no other is gone.
    private async Task CheckAsync(string address, DnsEndPoint endPoint)
    {
        try
        {
            await (await ConnectAsync(endPoint, CancellationToken.None)).DisposeAsync();
        }
        catch (SocketException)
        {
            _lost.TrySetResult(address);
        }
    }
}
