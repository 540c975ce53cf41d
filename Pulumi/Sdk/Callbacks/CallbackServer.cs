using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pulumirpc;

namespace Pulumi;

/// <summary>A function of the program that the engine may call: a serialised message in, a message out.</summary>
internal delegate Task<IMessage> CallbackFunction(ByteString request, CancellationToken cancellation);

/// <summary>Serves functions of the program to the engine, on a loopback socket of its own.</summary>
internal sealed class CallbackServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, CallbackFunction> _functions = new();
    private readonly WebApplication _app;
    private readonly Action _enter;

    private CallbackServer(WebApplication app, Action enter) => (_app, _enter) = (app, enter);

    /// <summary>host:port.</summary>
    public string Address { get; private set; } = "";

    /// <param name="enter">Called before each function, in its flow of control: makes it part of the run.</param>
    public static async Task<CallbackServer> StartAsync(Action enter)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = null;
            options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc(options => (options.MaxReceiveMessageSize, options.MaxSendMessageSize) =
            (EngineConnection.MaximumMessage, EngineConnection.MaximumMessage));
        CallbackServer? server = null;
        builder.Services.AddSingleton(_ => server!);
        var app = builder.Build();
        app.UseRouting();
        app.MapGrpcService<Service>();
        server = new(app, enter);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        server.Address = new Uri(address).Authority;
        return server;
    }

    /// <summary>Makes a function callable; the token is the right to call it.</summary>
    public Pulumirpc.Callback Add(CallbackFunction function)
    {
        var token = Guid.NewGuid().ToString();
        _functions[token] = function;
        return new() { Target = Address, Token = token };
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private sealed class Service(CallbackServer server) : Pulumirpc.Callbacks.CallbacksBase
    {
        public override async Task<CallbackInvokeResponse> Invoke(CallbackInvokeRequest request, ServerCallContext context)
        {
            if (!server._functions.TryGetValue(request.Token, out var function))
            {
                throw new RpcException(new Status(StatusCode.InvalidArgument, $"Callback not found: {request.Token}"));
            }

            server._enter();
            try
            {
                var answer = await function(request.Request, context.CancellationToken);
                return new() { Response = answer.ToByteString() };
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                throw new RpcException(new Status(StatusCode.Unknown, FailureReport.Messages(failure)));
            }
        }
    }
}
