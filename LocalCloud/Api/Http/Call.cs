using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace E3.LocalCloud.Api.Http;

/// <summary>A request under way, read the way the API's handlers need it.</summary>
internal sealed class Call(HttpContext context)
{
    public CancellationToken Cancel => context.RequestAborted;

    public HttpRequest Request => context.Request;

    /// <summary>Scheme and authority the client used, for links.</summary>
    public string Origin => $"{context.Request.Scheme}://{context.Request.Host}";

    public string? Query(string name) => context.Request.Query.TryGetValue(name, out var values) ? values.ToString() : null;

    public string Route(string name) => context.GetRouteValue(name)?.ToString() ?? throw ApiException.NotFound();

    /// <summary>A route value that is a number; anything else names nothing and is 404.</summary>
    public long RouteNumber(string name) =>
        long.TryParse(Route(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw ApiException.NotFound();

    public Guid RouteGuid(string name) => Guid.TryParse(Route(name), out var id) ? id : throw ApiException.NotFound();

    /// <summary>The body, which must be a JSON object of this form; unknown members are ignored as the real API ignores them.</summary>
    public Task<T> BodyAsync<T>()
        where T : class => BodyAsync<T>(ApiJson.Options);

    public async Task<T> BodyAsync<T>(JsonSerializerOptions json)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(context.Request.Body, json, Cancel)
                ?? throw ApiException.BadRequest("The request body is empty.");
        }
        catch (JsonException e)
        {
            var where = string.IsNullOrEmpty(e.Path) || e.Path == "$" ? "" : $" at {e.Path}";
            throw ApiException.BadRequest($"The request body is not what this endpoint takes{where}.");
        }
    }
}

/// <summary>A body that is sent as it stands.</summary>
internal sealed record TextBody(string Text, string ContentType);

/// <summary>An answer: a status, and a body unless the status has none.</summary>
internal sealed record Reply(int Status, object? Body = null)
{
    public static readonly Reply NoContent = new(StatusCodes.Status204NoContent);

    public static Reply Ok(object body) => new(StatusCodes.Status200OK, body);

    public static Reply Created(object body) => new(StatusCodes.Status201Created, body);

    public static Reply Accepted(object body) => new(StatusCodes.Status202Accepted, body);
}
