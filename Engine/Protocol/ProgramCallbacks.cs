using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Pulumirpc;

namespace E3.Engine.Protocol;

/// <summary>
/// Calls functions that live in the program: transforms and hooks
/// (<see href="https://github.com/pulumi/pulumi/blob/master/proto/pulumi/callback.proto"/>). One connection per address that was handed out.
/// </summary>
internal sealed class ProgramCallbacks : IDisposable
{
    /// <summary>What Pulumi's SDKs and engine allow each other, in bytes.</summary>
    private const int LargestMessage = 400 << 20;

    private readonly ConcurrentDictionary<string, Lazy<GrpcChannel>> _channels = new(StringComparer.Ordinal);

    /// <summary>Calls a function; what it throws becomes an <see cref="EngineException"/> with its message.</summary>
    public async Task<TResponse> InvokeAsync<TResponse>(Callback callback, IMessage request, MessageParser<TResponse> parser, CancellationToken cancel)
        where TResponse : IMessage<TResponse>
    {
        var client = new Callbacks.CallbacksClient(Channel(callback.Target));
        try
        {
            var response = await client.InvokeAsync(
                new CallbackInvokeRequest { Token = callback.Token, Request = request.ToByteString() }, cancellationToken: cancel);
            return parser.ParseFrom(response.Response);
        }
        catch (RpcException) when (cancel.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancel);
        }
        catch (RpcException error)
        {
            throw new EngineException(error.Status.Detail, error);
        }
    }

    public void Dispose()
    {
        foreach (var channel in _channels.Values)
            channel.Value.Dispose();
    }

    private GrpcChannel Channel(string target)
    {
        var address = target.Contains("://", StringComparison.Ordinal) ? target : $"http://{target}";
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            throw new EngineException($"a function of the program was registered at '{target}', which is not an address: expected host:port");
        return _channels.GetOrAdd(target, _ => new Lazy<GrpcChannel>(() => GrpcChannel.ForAddress(
            uri, new GrpcChannelOptions { MaxReceiveMessageSize = LargestMessage, MaxSendMessageSize = LargestMessage }))).Value;
    }
}
