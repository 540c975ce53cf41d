using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace E3.Engine.Protocol;

/// <summary>Serves monitor and engine on a loopback port of the system's choice, plaintext HTTP/2.</summary>
internal sealed class EngineServer : IAsyncDisposable
{
    /// <summary>What Pulumi's SDKs and engine allow each other, in bytes.</summary>
    private const int LargestMessage = 400 << 20;

    /// <summary>A program registers all its resources at once on one connection; with fewer streams they would queue behind each other.</summary>
    private const int MostStreams = 1 << 20;

    private readonly WebApplication _app;

    private EngineServer(WebApplication app, string address) => (_app, Address) = (app, address);

    /// <summary><c>host:port</c>.</summary>
    public string Address { get; }

    public static async Task<EngineServer> StartAsync(MonitorService monitor, EngineService engine, CancellationToken cancel)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.Http2.MaxStreamsPerConnection = MostStreams;
            options.Limits.MaxRequestBodySize = null;
            options.Limits.MinRequestBodyDataRate = null;
            options.Limits.MinResponseDataRate = null;
            options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc(options => (options.MaxReceiveMessageSize, options.MaxSendMessageSize) = (LargestMessage, LargestMessage));
        builder.Services.AddSingleton(monitor).AddSingleton(engine);
        var app = builder.Build();
        app.UseRouting();
        app.MapGrpcService<MonitorService>();
        app.MapGrpcService<EngineService>();
        await app.StartAsync(cancel);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new EngineServer(app, new Uri(address).Authority);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
