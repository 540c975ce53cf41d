using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace E3.LocalCloud.Api.Spaces;

/// <summary>
/// Checks AWS Signature Version 2, in the Authorization header or in the query of a presigned address. Spaces takes it still, and botocore presigns
/// with it unless it is told otherwise: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html.
/// </summary>
internal sealed class SignatureV2Check(IReadOnlyDictionary<string, string> keys, TimeProvider clock)
{
    private const string Scheme = "AWS ";
    private const string KeyInQuery = "AWSAccessKeyId";

    // What of a query is part of what is signed; the rest may be changed by anybody.
    private static readonly FrozenSet<string> Signed = FrozenSet.Create(
        StringComparer.Ordinal,
        "accelerate", "acl", "analytics", "cors", "delete", "encryption", "inventory", "lifecycle", "location", "logging", "metrics", "notification", "object-lock", "partNumber",
        "policy", "replication", "requestPayment", "restore", "select", "select-type", "tagging", "torrent", "uploadId", "uploads", "versionId", "versioning", "versions", "website",
        "response-cache-control", "response-content-disposition", "response-content-encoding", "response-content-language", "response-content-type", "response-expires");

    /// <summary>Whether a request claims to be signed this way.</summary>
    public static bool IsClaimed(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(Scheme, StringComparison.Ordinal) || request.Query.ContainsKey(KeyInQuery);

    /// <summary>Who signed.</summary>
    /// <exception cref="SpacesException">The signature is wrong, expired, or by a key that there is not.</exception>
    public Signed Check(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.Length == 0 ? CheckPresigned(request) : CheckHeader(request, header);
    }

    private Signed CheckHeader(HttpRequest request, string header)
    {
        var claim = header[Scheme.Length..].Trim();
        var colon = claim.LastIndexOf(':');
        if (colon <= 0)
            throw SpacesException.Invalid("AWS authorization header is invalid. Expected AWS KEY:SIGNATURE");
        var own = request.Headers["x-amz-date"].ToString();
        var date = own.Length > 0 ? own : request.Headers.Date.ToString();
        // Go writes the name of the zone as UTC.
        if (!DateTimeOffset.TryParse(date.Replace(" UTC", " GMT", StringComparison.Ordinal), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            throw SpacesException.AccessDenied("AWS authentication requires a valid Date or x-amz-date header");
        if ((clock.GetUtcNow() - time).Duration() > SignatureCheck.Skew)
            throw new SpacesException(403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.");
        return Verify(request, claim[..colon], claim[(colon + 1)..], own.Length > 0 ? "" : date);
    }

    private Signed CheckPresigned(HttpRequest request)
    {
        var expires = request.Query["Expires"].ToString();
        if (!long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || !request.Query.ContainsKey("Signature"))
            throw SpacesException.AccessDenied($"Query-string authentication requires the Signature, Expires and {KeyInQuery} parameters");
        return clock.GetUtcNow().ToUnixTimeSeconds() > seconds
            ? throw SpacesException.AccessDenied("Request has expired")
            : Verify(request, request.Query[KeyInQuery].ToString(), request.Query["Signature"].ToString(), expires);
    }

    private Signed Verify(HttpRequest request, string id, string signature, string date)
    {
        if (!keys.TryGetValue(id, out var secret))
            throw SpacesException.InvalidAccessKeyId();
        var text = $"{request.Method}\n{request.Headers.ContentMD5}\n{request.Headers.ContentType}\n{date}\n{Headers(request)}{Resource(request)}";
#pragma warning disable CA5350 // What this version of the signature is made with.
        var expected = Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(signature))
            ? new Signed(id, "", "", "", [], signature, SignatureCheck.Unsigned)
            : throw SpacesException.SignatureDoesNotMatch();
    }

    private static string Headers(HttpRequest request)
    {
        var text = new StringBuilder();
        foreach (var (name, values) in request.Headers.Select(pair => (Name: pair.Key.ToLowerInvariant(), pair.Value))
            .Where(pair => pair.Name.StartsWith("x-amz-", StringComparison.Ordinal)).OrderBy(pair => pair.Name, StringComparer.Ordinal))
        {
            text.Append(name).Append(':').AppendJoin(',', values.Select(value => (value ?? "").Trim())).Append('\n');
        }

        return text.ToString();
    }

    private static string Resource(HttpRequest request)
    {
        var bucket = SpacesAddress.BucketOfHost(request.Host.Host) is { } named ? "/" + named : "";
        var query = SignatureCheck.QueryOf(request).Where(pair => Signed.Contains(pair.Name)).OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .Select(pair => pair.Value is null ? pair.Name : $"{pair.Name}={pair.Value}").ToArray();
        return $"{bucket}{SignatureCheck.RawPath(request)}{(query.Length == 0 ? "" : "?" + string.Join('&', query))}";
    }
}
