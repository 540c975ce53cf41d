using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace E3.LocalCloud.Tests.Contract;

/// <summary>Passes requests on, holds each and its answer against the published description, and loses answers when told to.</summary>
internal sealed class CheckedTraffic(OpenApi? description) : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly ConcurrentQueue<string> _violations = new();
    private string? _losing;

    /// <summary>What was sent: <c>POST /v2/vpcs</c>.</summary>
    public IEnumerable<string> Requests => _requests;

    /// <summary>What broke the description.</summary>
    public IEnumerable<string> Violations => _violations;

    /// <summary>Of this request, the next answer does not arrive, although all is done.</summary>
    public void LoseAnswerOf(string request) => _losing = request;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (method, path) = (request.Method.Method, request.RequestUri!.PathAndQuery);
        var sent = request.Content is null ? null : JsonNode.Parse(await request.Content.ReadAsStringAsync(cancellationToken));
        var key = $"{method} {path.Split('?')[0]}";
        _requests.Enqueue(key);
        var response = await base.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        // The part of the description that is at hand has no reserved IPs.
        if (description is not null && !path.StartsWith("/v2/reserved_ips", StringComparison.Ordinal))
            Check(description, method, path, sent, response, text.Length == 0 ? null : JsonNode.Parse(text));
        if (Interlocked.CompareExchange(ref _losing, null, key) == key)
        {
            response.Dispose();
            throw new HttpRequestException("the connection broke");
        }

        return response;
    }

    private void Check(OpenApi known, string method, string path, JsonNode? sent, HttpResponseMessage response, JsonNode? answer)
    {
        var headers = response.Headers.Concat(response.Content.Headers).Select(header => header.Key.ToLowerInvariant());
        foreach (var wrong in known.RequestViolations(method, path, sent).Concat(known.Violations(method, path, (int)response.StatusCode, headers, answer)))
            _violations.Enqueue(wrong);
    }
}
