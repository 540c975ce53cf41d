using System.Net;
using E3.LocalCloud.Catalogue;

namespace E3.LocalCloud.Api.Spaces;

/// <summary>
/// What a request is about. A bucket is named by the host (<c>bucket.nyc3.digitaloceanspaces.com</c>, <c>bucket.nyc3.localhost</c>) or by the
/// path (<c>/bucket/key</c>); a region by the host or by the path's first part (<c>/nyc3/bucket/key</c>), or not at all.
/// </summary>
internal sealed record SpacesAddress(string? Region, string? Bucket, string? Key)
{
    private static readonly string[] Suffixes = [".digitaloceanspaces.com", ".localhost"];

    /// <summary>Whether the host can be no other service's.</summary>
    public static bool IsOwnHost(string host) => Suffixes.Any(suffix => host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a host without its port, and a path as it was sent, percent signs and all.</summary>
    public static SpacesAddress Read(string host, string rawPath)
    {
        var (region, bucket) = OfHost(host.ToLowerInvariant());
        var path = rawPath.TrimStart('/').Length == rawPath.Length ? rawPath : rawPath[1..];
        if (bucket is not null)
            return new(region, bucket, Decoded(path));
        var (first, rest) = Cut(path);
        if (region is null && SpacesRegions.All.Contains(first))
            (region, (first, rest)) = (first, Cut(rest));
        return new(region, Decoded(first), Decoded(rest));
    }

    /// <summary>The bucket that a host names, if it names one.</summary>
    public static string? BucketOfHost(string host) => OfHost(host.ToLowerInvariant()).Bucket;

    private static (string? Region, string? Bucket) OfHost(string host)
    {
        if (IPAddress.TryParse(host, out _) || Suffixes.FirstOrDefault(known => host.EndsWith(known, StringComparison.Ordinal)) is not { } suffix)
            return (null, null);
        var labels = host[..^suffix.Length];
        var dot = labels.LastIndexOf('.');
        var last = labels[(dot + 1)..];
        return SpacesRegions.All.Contains(last) ? (last, dot < 0 ? null : labels[..dot]) : (null, labels);
    }

    private static (string First, string After) Cut(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (path, "") : (path[..slash], path[(slash + 1)..]);
    }

    private static string? Decoded(string text) => text.Length == 0 ? null : Uri.UnescapeDataString(text);
}
