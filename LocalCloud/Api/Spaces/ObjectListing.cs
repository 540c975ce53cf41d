using System.Text;
using System.Xml.Linq;
using E3.LocalCloud.State;

namespace E3.LocalCloud.Api.Spaces;

/// <summary>What is in a bucket, in pages: keys (both forms of the listing), all their versions.</summary>
internal sealed class ObjectListing(StateStore store, BucketOperations buckets)
{
    private const int LargestPage = 1000;

    public Task KeysAsync(SpacesCall call)
    {
        var bucket = call.In(store.Current);
        if (!call.IsOwner && !bucket.PublicRead)
            throw SpacesException.AccessDenied();
        var second = call.Query("list-type") == "2";
        var after = second ? Token(call.Query("continuation-token")) ?? call.Query("start-after") : call.Query("marker");
        var page = Page.Of(call, bucket.Objects.Where(entry => entry.Value[^1].File is not null).Select(entry => entry.Key), after);
        var result = new XElement(
            "ListBucketResult",
            new XElement("Name", bucket.Name),
            new XElement("Prefix", page.Encoded(call.Query("prefix") ?? "")),
            call.Query("delimiter") is { } delimiter ? new XElement("Delimiter", page.Encoded(delimiter)) : null,
            new XElement("MaxKeys", page.Most),
            page.Encoding is null ? null : new XElement("EncodingType", page.Encoding),
            new XElement("IsTruncated", page.Next is not null ? "true" : "false"));
        if (second)
        {
            result.Add(new XElement("KeyCount", page.Keys.Count + page.Prefixes.Count));
            if (call.Query("start-after") is { } start)
                result.Add(new XElement("StartAfter", page.Encoded(start)));
            if (call.Query("continuation-token") is { } token)
                result.Add(new XElement("ContinuationToken", token));
            if (page.Next is { } next)
                result.Add(new XElement("NextContinuationToken", Convert.ToBase64String(Encoding.UTF8.GetBytes(next))));
        }
        else
        {
            result.Add(new XElement("Marker", page.Encoded(after ?? "")));
            if (page.Next is { } next)
                result.Add(new XElement("NextMarker", page.Encoded(next)));
        }

        result.Add(page.Keys.Select(key => new XElement("Contents", new XElement("Key", page.Encoded(key)), Description(bucket.Objects[key][^1]), second && call.Query("fetch-owner") != "true" ? null : buckets.Owner())));
        result.Add(page.Prefixes.Select(prefix => new XElement("CommonPrefixes", new XElement("Prefix", page.Encoded(prefix)))));
        return call.AnswerAsync(result);
    }

    /// <summary>All versions and delete markers; a page ends between two keys, never within the versions of one.</summary>
    public Task VersionsAsync(SpacesCall call)
    {
        call.DemandOwner();
        var bucket = call.In(store.Current);
        var page = Page.Of(call, bucket.Objects.Keys, call.Query("key-marker"));
        var result = new XElement(
            "ListVersionsResult",
            new XElement("Name", bucket.Name),
            new XElement("Prefix", page.Encoded(call.Query("prefix") ?? "")),
            new XElement("KeyMarker", page.Encoded(call.Query("key-marker") ?? "")),
            new XElement("VersionIdMarker"),
            new XElement("MaxKeys", page.Most),
            page.Encoding is null ? null : new XElement("EncodingType", page.Encoding),
            new XElement("IsTruncated", page.Next is not null ? "true" : "false"),
            page.Next is { } next ? new XElement("NextKeyMarker", page.Encoded(next)) : null);
        foreach (var key in page.Keys)
        {
            var versions = bucket.Objects[key];
            result.Add(versions.Reverse().Select(version => new XElement(
                version.File is null ? "DeleteMarker" : "Version",
                new XElement("Key", page.Encoded(key)),
                new XElement("VersionId", version.VersionId),
                new XElement("IsLatest", ReferenceEquals(version, versions[^1]) ? "true" : "false"),
                version.File is null ? [new XElement("LastModified", SpacesXml.Time(version.ModifiedAt))] : Description(version),
                buckets.Owner())));
        }

        result.Add(page.Prefixes.Select(prefix => new XElement("CommonPrefixes", new XElement("Prefix", page.Encoded(prefix)))));
        return call.AnswerAsync(result);
    }

    /// <summary>A key as the listing asked for has it.</summary>
    public static string Encoded(string text, string? encoding) => encoding == "url" ? Uri.EscapeDataString(text).Replace("%2F", "/", StringComparison.Ordinal) : text;

    private static XElement[] Description(StoredObject version) =>
    [
        new("LastModified", SpacesXml.Time(version.ModifiedAt)), new("ETag", $"\"{version.ETag}\""), new("Size", version.Size), new("StorageClass", "STANDARD"),
    ];

    private static string? Token(string? text)
    {
        if (text is null)
            return null;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : throw SpacesException.Invalid("The continuation token provided is incorrect");
    }

    /// <summary>The keys after one, with the prefix asked for, those that share a delimiter folded into one.</summary>
    private sealed record Page(List<string> Keys, List<string> Prefixes, string? Next, int Most, string? Encoding)
    {
        public static Page Of(SpacesCall call, IEnumerable<string> keys, string? after)
        {
            var page = new Page([], [], null, call.Number("max-keys", LargestPage, LargestPage), call.Query("encoding-type"));
            var (prefix, delimiter) = (call.Query("prefix") ?? "", call.Query("delimiter"));
            string? last = null;
            foreach (var key in keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Order(KeyOrder.Instance))
            {
                var cut = delimiter is null ? -1 : key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
                var shown = cut < 0 ? key : key[..(cut + delimiter!.Length)];
                if ((after is not null && (KeyOrder.Instance.Compare(key, after) <= 0 || shown == after)) || shown == last)
                    continue;
                if (page.Keys.Count + page.Prefixes.Count == page.Most)
                    return page with { Next = last };
                (cut < 0 ? page.Keys : page.Prefixes).Add(shown);
                last = shown;
            }

            return page;
        }

        public string Encoded(string text) => ObjectListing.Encoded(text, Encoding);
    }
}
