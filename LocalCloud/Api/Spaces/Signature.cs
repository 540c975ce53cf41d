using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace E3.LocalCloud.Api.Spaces;

/// <summary>A request whose signature is right, with what signs the chunks of its body.</summary>
internal sealed record Signed(string KeyId, string Region, string Date, string Scope, byte[] SigningKey, string Signature, string PayloadHash);

/// <summary>
/// Checks AWS Signature Version 4, in the Authorization header or in the query of a presigned address:
/// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html.
/// </summary>
internal sealed class SignatureCheck(IReadOnlyDictionary<string, string> keys, TimeProvider clock)
{
    public const string Algorithm = "AWS4-HMAC-SHA256";
    private const string PayloadHeader = "x-amz-content-sha256";
    private const string DateFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>What stands in the place of a body's hash where the body is not signed.</summary>
    public const string Unsigned = "UNSIGNED-PAYLOAD";

    /// <summary>How far a client's clock may be off.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestPresigned = TimeSpan.FromDays(7);
    private readonly SignatureV2Check _second = new(keys, clock);

    /// <summary>Whether a request claims to be signed for Spaces.</summary>
    public static bool IsClaimed(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith("AWS", StringComparison.Ordinal) || request.Query.ContainsKey("X-Amz-Signature") || SignatureV2Check.IsClaimed(request);

    /// <summary>Who signed; null when nobody claims to have.</summary>
    /// <exception cref="SpacesException">The signature is wrong, expired, or by a key that there is not.</exception>
    public Signed? Check(HttpRequest request)
    {
        if (!IsClaimed(request))
            return null;
        if (SignatureV2Check.IsClaimed(request))
            return _second.Check(request);
        var header = request.Headers.Authorization.ToString();
        return header.Length == 0 ? CheckPresigned(request) : CheckHeader(request, header);
    }

    public static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);

    public static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    public static string Hash(string text) => Hex(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private Signed CheckHeader(HttpRequest request, string header)
    {
        if (!header.StartsWith(Algorithm + " ", StringComparison.Ordinal))
            throw SpacesException.InvalidRequest($"The authorization mechanism you have provided is not supported. Please use {Algorithm}.");
        var parts = header[Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2)).Where(part => part.Length == 2).DistinctBy(part => part[0]).ToDictionary(part => part[0], part => part[1], StringComparer.Ordinal);
        if (!parts.TryGetValue("Credential", out var credential) || !parts.TryGetValue("SignedHeaders", out var headers) || !parts.TryGetValue("Signature", out var signature))
            throw new SpacesException(400, "AuthorizationHeaderMalformed", "The authorization header needs Credential, SignedHeaders and Signature.");
        var time = Time(request.Headers["x-amz-date"].ToString());
        if ((clock.GetUtcNow() - time).Duration() > Skew)
            throw new SpacesException(403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.");
        var payload = request.Headers[PayloadHeader].ToString();
        if (payload.Length == 0)
            throw SpacesException.InvalidRequest($"Missing required header for this request: {PayloadHeader}");
        return Verify(request, credential, headers, signature, time, payload);
    }

    private Signed CheckPresigned(HttpRequest request)
    {
        var query = request.Query;
        if (query["X-Amz-Algorithm"] != Algorithm)
            throw new SpacesException(400, "AuthorizationQueryParametersError", $"X-Amz-Algorithm only supports {Algorithm}");
        var time = Time(query["X-Amz-Date"].ToString());
        if (!int.TryParse(query["X-Amz-Expires"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > LongestPresigned.TotalSeconds)
            throw new SpacesException(400, "AuthorizationQueryParametersError", "X-Amz-Expires must be seconds, less than a week");
        if (clock.GetUtcNow() > time + TimeSpan.FromSeconds(seconds))
            throw SpacesException.AccessDenied("Request has expired");
        if (time - clock.GetUtcNow() > Skew)
            throw SpacesException.AccessDenied("Request is not valid yet");
        return Verify(request, query["X-Amz-Credential"].ToString(), query["X-Amz-SignedHeaders"].ToString(), query["X-Amz-Signature"].ToString(), time, Unsigned);
    }

    private Signed Verify(HttpRequest request, string credential, string signedHeaders, string signature, DateTimeOffset time, string payload)
    {
        var scope = credential.Split('/');
        var date = time.ToString(DateFormat, CultureInfo.InvariantCulture);
        if (scope.Length < 5 || scope[^1] != "aws4_request" || scope[^2] != "s3" || scope[^4] != date[..8])
            throw new SpacesException(400, "AuthorizationHeaderMalformed", "The credential must be KEY/DATE/REGION/s3/aws4_request, of the request's own date.");
        var id = string.Join('/', scope[..^4]);
        if (!keys.TryGetValue(id, out var secret))
            throw SpacesException.InvalidAccessKeyId();
        var names = signedHeaders.Split(';');
        if (!names.Contains("host"))
            throw new SpacesException(403, "SignatureDoesNotMatch", "The host header must be signed.");
        // Whoever was given a presigned address must not add to it, as an ACL. The hash of the body is checked in any case.
        if (request.Headers.Keys.FirstOrDefault(name => name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase)
            && !name.Equals(PayloadHeader, StringComparison.OrdinalIgnoreCase) && !names.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unsigned)
            throw SpacesException.AccessDenied($"There were headers present in the request which were not signed: {unsigned}");

        var inScope = string.Join('/', scope[^4..]);
        var canonical = $"{request.Method}\n{Path(request)}\n{Query(request)}\n{Headers(request, names)}\n{signedHeaders}\n{payload}";
        var signingKey = Hmac(Hmac(Hmac(Hmac(Encoding.UTF8.GetBytes("AWS4" + secret), scope[^4]), scope[^3]), scope[^2]), scope[^1]);
        var expected = Hex(Hmac(signingKey, $"{Algorithm}\n{date}\n{inScope}\n{Hash(canonical)}"));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(signature))
            ? new Signed(id, scope[^3], date, inScope, signingKey, signature, payload)
            : throw SpacesException.SignatureDoesNotMatch();
    }

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw SpacesException.AccessDenied("AWS authentication requires a valid x-amz-date");

    private static string Path(HttpRequest request)
    {
        var path = RawPath(request);
        return string.Join('/', path.Split('/').Select(part => Encoded(Uri.UnescapeDataString(part))));
    }

    public static string RawPath(HttpRequest request)
    {
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget;
        // A proxy's form names scheme and host too.
        if (Uri.TryCreate(target, UriKind.Absolute, out var whole) && whole.Scheme.StartsWith("http", StringComparison.Ordinal))
            target = whole.PathAndQuery;
        return target.Split('?', 2)[0];
    }

    /// <summary>A request's query, decoded; the value is null where there is not even an equals sign.</summary>
    public static IEnumerable<(string Name, string? Value)> QueryOf(HttpRequest request) =>
        (request.QueryString.Value ?? "").TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Replace("+", "%20", StringComparison.Ordinal).Split('=', 2))
            .Select(pair => (Uri.UnescapeDataString(pair[0]), pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : null));

    private static string Query(HttpRequest request) => string.Join('&', QueryOf(request)
        .Where(pair => pair.Name != "X-Amz-Signature")
        .Select(pair => (Name: Encoded(pair.Name), Value: Encoded(pair.Value ?? "")))
        .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => $"{pair.Name}={pair.Value}"));

    private static string Headers(HttpRequest request, string[] names)
    {
        var text = new StringBuilder();
        foreach (var name in names)
        {
            var values = request.Headers[name].Select(value => string.Join(' ', (value ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)));
            text.Append(name).Append(':').AppendJoin(',', values).Append('\n');
        }

        return text.ToString();
    }

    private static string Encoded(string text) => Uri.EscapeDataString(text);
}
