using System.Xml.Linq;
using E3.LocalCloud.State;

namespace E3.LocalCloud.Api.Spaces;

/// <summary>What is under way in a bucket, in pages: uploads, and the parts of one.</summary>
internal sealed class UploadListing(StateStore store, BucketOperations buckets)
{
    private const int LargestPage = 1000;

    public Task UploadsAsync(SpacesCall call)
    {
        call.DemandOwner();
        var (prefix, delimiter, encoding) = (call.Query("prefix") ?? "", call.Query("delimiter"), call.Query("encoding-type"));
        var (keyMarker, idMarker) = (call.Query("key-marker"), call.Query("upload-id-marker"));
        var most = call.Number("max-uploads", LargestPage, LargestPage);
        var (shown, prefixes) = (new List<KeyValuePair<string, MultipartUpload>>(), new List<string>());
        (string Key, string Id)? last = null;
        var truncated = false;
        foreach (var upload in call.In(store.Current).Uploads.OrderBy(upload => upload.Value.Key, KeyOrder.Instance).ThenBy(upload => upload.Key, StringComparer.Ordinal))
        {
            var key = upload.Value.Key;
            if (!key.StartsWith(prefix, StringComparison.Ordinal) || !IsAfter(key, upload.Key))
                continue;
            var cut = delimiter is null ? -1 : key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
            var folded = cut < 0 ? null : key[..(cut + delimiter!.Length)];
            if (folded is not null && (folded == keyMarker || folded == prefixes.LastOrDefault()))
                continue;
            if (shown.Count + prefixes.Count == most)
            {
                truncated = last is not null;
                break;
            }

            if (folded is null)
                shown.Add(upload);
            else
                prefixes.Add(folded);
            last = (folded ?? key, folded is null ? upload.Key : "");
        }

        return call.AnswerAsync(new XElement(
            "ListMultipartUploadsResult",
            new XElement("Bucket", call.Bucket),
            new XElement("KeyMarker", Encoded(keyMarker ?? "")),
            new XElement("UploadIdMarker", idMarker ?? ""),
            truncated ? new XElement("NextKeyMarker", Encoded(last!.Value.Key)) : null,
            truncated ? new XElement("NextUploadIdMarker", last!.Value.Id) : null,
            new XElement("Prefix", Encoded(prefix)),
            delimiter is null ? null : new XElement("Delimiter", Encoded(delimiter)),
            encoding is null ? null : new XElement("EncodingType", encoding),
            new XElement("MaxUploads", most),
            new XElement("IsTruncated", truncated ? "true" : "false"),
            shown.Select(upload => new XElement(
                "Upload",
                new XElement("Key", Encoded(upload.Value.Key)),
                new XElement("UploadId", upload.Key),
                new XElement("Initiator", buckets.Owner().Elements()),
                buckets.Owner(),
                new XElement("StorageClass", "STANDARD"),
                new XElement("Initiated", SpacesXml.Time(upload.Value.StartedAt)))),
            prefixes.Select(folded => new XElement("CommonPrefixes", new XElement("Prefix", Encoded(folded))))));

        bool IsAfter(string key, string id) => keyMarker is null || KeyOrder.Instance.Compare(key, keyMarker) switch
        {
            > 0 => true,
            0 => idMarker is not null && string.CompareOrdinal(id, idMarker) > 0,
            _ => false,
        };

        string Encoded(string text) => ObjectListing.Encoded(text, encoding);
    }

    public Task PartsAsync(SpacesCall call)
    {
        call.DemandOwner();
        var (_, id, upload) = MultipartOperations.Demand(call, store.Current);
        var most = call.Number("max-parts", LargestPage, LargestPage);
        var after = call.Number("part-number-marker", 0, int.MaxValue);
        var left = upload.Parts.Where(part => part.Key > after).ToArray();
        var shown = left.Take(most).ToArray();
        return call.AnswerAsync(new XElement(
            "ListPartsResult",
            new XElement("Bucket", call.Bucket),
            new XElement("Key", call.Key),
            new XElement("UploadId", id),
            new XElement("Initiator", buckets.Owner().Elements()),
            buckets.Owner(),
            new XElement("StorageClass", "STANDARD"),
            new XElement("PartNumberMarker", after),
            shown.Length > 0 ? new XElement("NextPartNumberMarker", shown[^1].Key) : null,
            new XElement("MaxParts", most),
            new XElement("IsTruncated", shown.Length > 0 && shown.Length < left.Length ? "true" : "false"),
            shown.Select(part => new XElement(
                "Part",
                new XElement("PartNumber", part.Key),
                new XElement("LastModified", SpacesXml.Time(part.Value.ModifiedAt)),
                new XElement("ETag", $"\"{part.Value.ETag}\""),
                new XElement("Size", part.Value.Size)))));
    }
}
