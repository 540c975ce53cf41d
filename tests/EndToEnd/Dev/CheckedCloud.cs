using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using E3.LocalCloud.Tests.Contract;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace E3.EndToEnd.Dev;

/// <summary>
/// Stands before a cloud on a port of its own, passes everything on, and holds each request and answer of DigitalOcean's API against the
/// published description.
/// </summary>
internal sealed class CheckedCloud : IAsyncDisposable
{
    private static readonly HashSet<string> HopByHop = new(StringComparer.OrdinalIgnoreCase) { "connection", "keep-alive", "transfer-encoding" };

    private readonly OpenApi? _description = OpenApi.Find();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly ConcurrentQueue<string> _violations = new();
    private readonly ConcurrentQueue<string> _texts = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly WebApplication _web;
    private readonly Uri _behind;

    private CheckedCloud(Uri behind, int port)
    {
        (_behind, Port) = (behind, port);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        _web = builder.Build();
        _web.Run(PassOnAsync);
    }

    public int Port { get; }

    /// <summary>Whether the description is at hand; without it nothing is held against anything.</summary>
    public bool Checks => _description is not null;

    /// <summary>What was asked: <c>POST /v2/droplets</c>.</summary>
    public IEnumerable<string> Requests => _requests;

    /// <summary>What broke the description.</summary>
    public IEnumerable<string> Violations => _violations;

    /// <summary>The bodies of all requests of DigitalOcean's API.</summary>
    public IEnumerable<string> Texts => _texts;

    public static async Task<CheckedCloud> StartAsync(Uri behind, int port, CancellationToken cancel)
    {
        var cloud = new CheckedCloud(behind, port);
        await cloud._web.StartAsync(cancel);
        return cloud;
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        _http.Dispose();
    }

    private async Task PassOnAsync(HttpContext context)
    {
        var (method, path) = (context.Request.Method, context.Request.GetEncodedPathAndQuery());
        using var sent = new MemoryStream();
        await context.Request.Body.CopyToAsync(sent, context.RequestAborted);
        using var request = Copy(context.Request, path, sent.ToArray());
        using var response = await _http.SendAsync(request, context.RequestAborted);
        var body = await response.Content.ReadAsByteArrayAsync(context.RequestAborted);
        _requests.Enqueue($"{method} {path.Split('?')[0]}");
        // The part of the description that is at hand has no reserved IPs.
        if (path.StartsWith("/v2/", StringComparison.Ordinal) && !path.StartsWith("/v2/reserved_ips", StringComparison.Ordinal))
            Check(method, path, Encoding.UTF8.GetString(sent.ToArray()), response, Encoding.UTF8.GetString(body));
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var header in response.Headers.Concat(response.Content.Headers).Where(header => !HopByHop.Contains(header.Key)))
            context.Response.Headers[header.Key] = header.Value.ToArray();
        if (body.Length > 0)
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>The same request for the cloud behind; the name it was sent to stays, because a signature covers it.</summary>
    private HttpRequestMessage Copy(HttpRequest from, string path, byte[] body)
    {
        var request = new HttpRequestMessage(new HttpMethod(from.Method), new Uri(_behind, path));
        if (body.Length > 0 || from.ContentLength is not null)
            request.Content = new ByteArrayContent(body);
        foreach (var header in from.Headers.Where(header => !HopByHop.Contains(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(header.Key, header.Value.ToArray()))
                request.Content?.Headers.TryAddWithoutValidation(header.Key, header.Value.ToArray());
        }

        return request;
    }

    private void Check(string method, string path, string sent, HttpResponseMessage response, string answer)
    {
        _texts.Enqueue(sent);
        if (_description is null)
            return;
        var headers = response.Headers.Concat(response.Content.Headers).Select(header => header.Key.ToLowerInvariant());
        var wrong = _description.RequestViolations(method, path, Json(sent))
            .Concat(_description.Violations(method, path, (int)response.StatusCode, headers, Json(answer)));
        foreach (var violation in wrong)
            _violations.Enqueue(violation);
    }

    private static JsonNode? Json(string text) => text.Length == 0 ? null : JsonNode.Parse(text);
}
