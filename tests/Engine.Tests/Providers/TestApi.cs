using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace E3.Engine.Tests.Providers;

/// <summary>A web API on a real socket whose answers the test writes; it keeps what it was asked.</summary>
internal sealed class TestApi : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Queue<Func<HttpContext, Task>>> _scripts = new();

    private TestApi(WebApplication app) => _app = app;

    public ConcurrentQueue<Asked> Requests { get; } = new();

    public string Address => _app.Urls.First();

    public HttpMessageHandler Handler { get; } = new SocketsHttpHandler();

    public static async Task<TestApi> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var api = new TestApi(app);
        app.Run(api.AnswerAsync);
        await app.StartAsync();
        return api;
    }

    /// <summary>Adds an answer for a request such as <c>GET /v2/tags/x</c> (query left out); the last one added repeats.</summary>
    public TestApi On(string request, Func<HttpContext, Task> answer)
    {
        _scripts.GetOrAdd(request, _ => new()).Enqueue(answer);
        return this;
    }

    public TestApi On(string request, int status, string json = "", params (string Name, string Value)[] headers) => On(request, async context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers) context.Response.Headers[name] = value;
        await context.Response.WriteAsync(json);
    });

    /// <summary>The connection breaks without an answer.</summary>
    public TestApi Drop(string request) => On(request, context =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    public int Count(string request) => Requests.Count(asked => asked.Request == request);

    public string BodyOf(string request) => Requests.Last(asked => asked.Request == request).Body;

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Handler.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var key = $"{context.Request.Method} {context.Request.Path}";
        Requests.Enqueue(new Asked(key, context.Request.QueryString.Value ?? "", await reader.ReadToEndAsync(), context.Request.Headers.Authorization.ToString()));
        if (!_scripts.TryGetValue(key, out var script))
        {
            context.Response.StatusCode = 404;
            await context.Response.WriteAsync("""{"id":"not_found","message":"The resource you were accessing could not be found."}""");
            return;
        }
        Func<HttpContext, Task> answer;
        lock (script) answer = script.Count > 1 ? script.Dequeue() : script.Peek();
        await answer(context);
    }

    internal sealed record Asked(string Request, string Query, string Body, string Authorization);
}
