using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using E3.LocalCloud.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace E3.LocalCloud.Api.Http;

/// <summary>Who may call, and how often. Null for the tokens accepts any that is not empty.</summary>
internal sealed record ApiAccess(IReadOnlySet<string>? Tokens, RateLimiter Limiter)
{
    /// <summary>Whether a token that the server itself gave out still holds; null for one that it did not.</summary>
    public Func<string, bool?> GivenOut { get; init; } = _ => null;
}

/// <summary>What every request of a public API passes: token, rate limit, and errors turned into that API's bodies.</summary>
internal sealed class ApiPipeline(ApiAccess access, FaultInjector faults, CloudLog log)
{
    // Those without a token share one window; no token has a space.
    private const string Strangers = "no token";

    /// <summary>Maps one DigitalOcean operation.</summary>
    public void DigitalOcean(IEndpointRouteBuilder routes, string method, string pattern, Func<Call, Task<Reply>> handle) =>
        routes.MapMethods(pattern, [method], context => RunAsync(context, handle, Dialect.DigitalOcean));

    /// <summary>Maps one Tailscale operation.</summary>
    public void Tailscale(IEndpointRouteBuilder routes, string method, string pattern, Func<Call, Task<Reply>> handle) =>
        routes.MapMethods(pattern, [method], context => RunAsync(context, handle, Dialect.Tailscale));

    /// <summary>Maps the one operation of Tailscale that is asked without a token.</summary>
    public void TailscaleOpen(IEndpointRouteBuilder routes, string method, string pattern, Func<Call, Task<Reply>> handle) =>
        routes.MapMethods(pattern, [method], context => RunAsync(context, handle, Dialect.Tailscale, open: true));

    /// <summary>Answers whatever no operation is mapped for: 404 that says so, in the dialect of its path, and still only with a token.</summary>
    public Task NotFoundAsync(HttpContext context) => RunAsync(
        context,
        _ => throw new ApiException(
            StatusCodes.Status404NotFound, "not_found", $"The resource you requested could not be found: the local cloud does not serve {context.Request.Method} {context.Request.Path}."),
        context.Request.Path.StartsWithSegments("/api/v2", StringComparison.Ordinal) ? Dialect.Tailscale : Dialect.DigitalOcean);

    private enum Dialect
    {
        DigitalOcean,
        Tailscale,
    }

    private async Task RunAsync(HttpContext context, Func<Call, Task<Reply>> handle, Dialect dialect, bool open = false)
    {
        var request = Guid.NewGuid();
        Reply reply;
        try
        {
            if (!open)
                Admit(context, dialect);
            if (await faults.RunAsync(context, dialect == Dialect.Tailscale ? CloudApi.Tailscale : CloudApi.DigitalOcean, () => handle(new Call(context))) is not { } answer)
                return;
            reply = answer;
        }
        catch (ApiException e)
        {
            reply = Error(dialect, e.Status, e.Id, e.Message, request);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (CloudException e)
        {
            log.Error($"{context.Request.Method} {context.Request.Path} failed (request {request}): {e.Message}");
            reply = Error(dialect, StatusCodes.Status500InternalServerError, "server_error", e.Message, request);
        }
#pragma warning disable CA1031 // Whatever went wrong inside, the client gets the API's 500 and the log the cause.
        catch (Exception e)
        {
            log.Error($"{context.Request.Method} {context.Request.Path} failed (request {request}): {e}");
            reply = Error(dialect, StatusCodes.Status500InternalServerError, "server_error", "Unexpected server-side error", request);
        }
#pragma warning restore CA1031
        if (dialect == Dialect.DigitalOcean)
            context.Response.Headers["x-request-id"] = request.ToString();
        await WriteAsync(context, reply, dialect);
    }

    private void Admit(HttpContext context, Dialect dialect)
    {
        var token = Token(context.Request);
        var known = !string.IsNullOrWhiteSpace(token)
            && (dialect == Dialect.Tailscale ? access.GivenOut(token) : null) is var given && (given ?? access.Tokens?.Contains(token) != false);
        if (dialect == Dialect.DigitalOcean)
            Limit(context, known ? token! : Strangers);
        if (!known)
            throw dialect == Dialect.DigitalOcean
                ? ApiException.Unauthorized()
                : new ApiException(StatusCodes.Status401Unauthorized, "", "API token invalid");
    }

    private void Limit(HttpContext context, string token)
    {
        var listsKeys = HttpMethods.IsGet(context.Request.Method) && context.Request.Path == "/v2/account/keys";
        var verdict = access.Limiter.Take(token, listsKeys);
        var headers = context.Response.Headers;
        headers["ratelimit-limit"] = Text(verdict.Limit);
        headers["ratelimit-remaining"] = Text(verdict.Remaining);
        headers["ratelimit-reset"] = Text(verdict.Reset.ToUnixTimeSeconds());
        if (verdict.RetryAfter is { } wait)
            headers.RetryAfter = Text((long)Math.Ceiling(wait.TotalSeconds));
        if (verdict.Allowed)
            return;
        faults.Limited();
        throw ApiException.TooManyRequests();
    }

    // Tailscale takes its API key as a bearer token or as the user name of basic authentication.
    public static string? Token(HttpRequest request)
    {
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) || header.Parameter is not { } value)
            return null;
        if (string.Equals(header.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase))
            return value;
        if (!string.Equals(header.Scheme, "Basic", StringComparison.OrdinalIgnoreCase))
            return null;
        var decoded = new byte[value.Length];
        return Convert.TryFromBase64String(value, decoded, out var length) ? Encoding.UTF8.GetString(decoded, 0, length).Split(':')[0] : null;
    }

    private static Reply Error(Dialect dialect, int status, string id, string message, Guid request) => dialect == Dialect.DigitalOcean
        ? new(status, new { Id = id, Message = message, RequestId = request.ToString() })
        : new(status, new { Message = message });

    private static async Task WriteAsync(HttpContext context, Reply reply, Dialect dialect)
    {
        context.Response.StatusCode = reply.Status;
        if (reply.Body is null)
            return;
        var text = reply.Body as TextBody;
        context.Response.ContentType = text?.ContentType ?? "application/json; charset=utf-8";
        var body = text is not null ? Encoding.UTF8.GetBytes(text.Text) : JsonSerializer.SerializeToUtf8Bytes(
            reply.Body, reply.Body.GetType(), dialect == Dialect.DigitalOcean ? ApiJson.Options : ApiJson.Camel);
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
