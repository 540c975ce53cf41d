using System.Globalization;
using System.Xml.Linq;
using E3.LocalCloud.State;
using Microsoft.AspNetCore.Http;

namespace E3.LocalCloud.Api.Spaces;

/// <summary>A request of Spaces under way: what it is about, who asks, its body and its answer.</summary>
internal sealed class SpacesCall(HttpContext context, SpacesAddress address, Signed? signed)
{
    public CancellationToken Cancel => context.RequestAborted;

    public HttpRequest Request => context.Request;

    public HttpResponse Response => context.Response;

    public string Method => context.Request.Method;

    public SpacesAddress Address => address;

    public string Bucket => address.Bucket!;

    public string Key => address.Key!;

    public SpacesBody Body { get; } = new(context.Request, signed);

    public bool IsOwner => signed is not null;

    /// <summary>The region meant: by the address, else by the one it was signed for where that is one of Spaces.</summary>
    public string? Region => address.Region ?? (signed is not null && Catalogue.SpacesRegions.All.Contains(signed.Region) ? signed.Region : null);

    public bool Has(string query) => context.Request.Query.ContainsKey(query);

    public string? Query(string name) => context.Request.Query.TryGetValue(name, out var values) && values.ToString() is { Length: > 0 } value ? value : null;

    /// <summary>
    /// The request's headers, names in lower case, and those that a presigned address has in its query: a signer may put any of Amazon's there.
    /// </summary>
    public IEnumerable<(string Name, string Value)> Headers => context.Request.Headers.Select(header => (header.Key.ToLowerInvariant(), header.Value.ToString()))
        .Concat(context.Request.Query.Where(pair => InQuery(pair.Key)).Select(pair => (pair.Key.ToLowerInvariant(), Plain(pair.Key, pair.Value.ToString()))));

    public string? Header(string name) =>
        context.Request.Headers.TryGetValue(name, out var values) && values.ToString() is { Length: > 0 } value ? value
        : InQuery(name) && Query(name) is { } hoisted ? Plain(name, hoisted)
        : null;

    /// <summary>The bucket, which must be there and, where the address names a region, in it.</summary>
    public Bucket In(CloudState state) =>
        state.Buckets.GetValueOrDefault(Bucket) is { } bucket && (address.Region is null || bucket.Region is null || bucket.Region == address.Region)
            ? bucket
            : throw SpacesException.NoSuchBucket();

    public void DemandOwner()
    {
        if (!IsOwner)
            throw SpacesException.AccessDenied();
    }

    /// <summary>Whether a canned ACL lets anybody read; Spaces knows no others.</summary>
    public bool? PublicRead => Header("x-amz-acl") switch
    {
        null => null,
        "private" => false,
        "public-read" => true,
        var other => throw SpacesException.Invalid($"the ACL '{other}' is neither private nor public-read"),
    };

    private bool InQuery(string name) => IsOwner && name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) && context.Request.Headers.Authorization.Count == 0;

    private static string Plain(string name, string value) => value.Any(char.IsControl) ? throw SpacesException.Invalid($"{name} holds control characters") : value;

    public int Number(string query, int otherwise, int most) =>
        Query(query) is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, most)
        : throw SpacesException.Invalid($"{query} must be a number, not '{text}'");

    public async Task AnswerAsync(XElement element, int status = StatusCodes.Status200OK, bool bare = false)
    {
        var bytes = SpacesXml.Write(element, bare);
        Response.StatusCode = status;
        Response.ContentType = "application/xml";
        Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(Method))
            await Response.Body.WriteAsync(bytes, Cancel);
    }

    public Task NoContent()
    {
        Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
