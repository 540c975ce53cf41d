using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace E3.LocalCloud.Tests.Api;

/// <summary>A web server of images: <c>/NUMBER</c> is an image of so many bytes, anything else is not there.</summary>
internal sealed class ImageServer : IAsyncDisposable
{
    private readonly WebApplication _web;
    private TaskCompletionSource _asked = Source();
    private TaskCompletionSource _goingOn = Source();

    private ImageServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _web = builder.Build();
        _web.MapFallback("{**path}", AnswerAsync);
        _goingOn.SetResult();
    }

    /// <summary>Completes when somebody asked.</summary>
    public Task Asked => _asked.Task;

    public static async Task<ImageServer> StartAsync()
    {
        var server = new ImageServer();
        await server._web.StartAsync();
        return server;
    }

    /// <summary>Address of an image.</summary>
    public string Url(string path) => $"{_web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()}/{path}";

    /// <summary>From now on only half of an image comes, until <see cref="GoOn"/>.</summary>
    public void Pause() => (_asked, _goingOn) = (Source(), Source());

    public void GoOn() => _goingOn.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        GoOn();
        await _web.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (!int.TryParse(context.Request.Path.Value!.Trim('/'), out var length))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await context.Response.Body.WriteAsync(new byte[length / 2], context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        _asked.TrySetResult();
        await _goingOn.Task.WaitAsync(context.RequestAborted);
        await context.Response.Body.WriteAsync(new byte[length - (length / 2)], context.RequestAborted);
    }

    private static TaskCompletionSource Source() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
