using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using E3.LocalCloud.State;

namespace E3.LocalCloud.Api.Spaces;

/// <summary>Objects, and parts of an upload, whose content is that of an object that is there.</summary>
internal sealed partial class CopyOperations(StateStore store, ObjectFiles files, ObjectOperations objects, TimeProvider clock)
{
    private const string SourceHeader = "x-amz-copy-source";
    private const string VersionParameter = "?versionId=";

    /// <summary>Whether the request has no content of its own.</summary>
    public static bool IsAsked(SpacesCall call) => call.Header(SourceHeader) is not null;

    public async Task CopyAsync(SpacesCall call)
    {
        call.DemandOwner();
        var replaces = call.Header("x-amz-metadata-directive") == "REPLACE";
        var (bucket, key, version, original) = Source(call);
        if (bucket == call.Bucket && key == call.Key && version is null && !replaces)
            throw SpacesException.InvalidRequest("This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata.");
        var copy = await CopyAsync(original, 0, original.Size, call.Cancel);
        var stored = await objects.KeepAsync(call, original with
        {
            VersionId = StoredObject.Unversioned,
            File = copy.Name,
            ModifiedAt = clock.GetUtcNow(),
            PublicRead = call.PublicRead ?? false,
            Headers = replaces ? ObjectOperations.Kept(call) : original.Headers,
        });
        TellVersion(call, bucket, original);
        await call.AnswerAsync(new XElement("CopyObjectResult", new XElement("LastModified", SpacesXml.Time(stored.ModifiedAt)), new XElement("ETag", $"\"{stored.ETag}\"")));
    }

    /// <summary>What a part of an upload is to hold, as a file: the object that is named, or a range of it.</summary>
    public async Task<ObjectFile> PieceAsync(SpacesCall call)
    {
        var (bucket, _, _, original) = Source(call);
        TellVersion(call, bucket, original);
        if (call.Header("x-amz-copy-source-range") is not { } text)
            return await CopyAsync(original, 0, original.Size, call.Cancel);
        var match = Range().Match(text);
        if (!match.Success || !TryNumber(match.Groups[1], out var first) || !TryNumber(match.Groups[2], out var last) || first > last || last >= original.Size)
            throw SpacesException.Invalid($"The x-amz-copy-source-range value must be of the form bytes=first-last, within the {original.Size} bytes of the source");
        return await CopyAsync(original, first, last - first + 1, call.Cancel);
    }

    private static bool TryNumber(Group group, out long number) => long.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private async Task<ObjectFile> CopyAsync(StoredObject original, long first, long length, CancellationToken cancel)
    {
        await using var content = files.Open(original.File!);
        content.Position = first;
        return await files.WriteAsync(sink => ObjectOperations.PumpAsync(content, length, sink, cancel), cancel);
    }

    private (string Bucket, string Key, string? Version, StoredObject Original) Source(SpacesCall call)
    {
        var text = call.Header(SourceHeader)!;
        var mark = text.LastIndexOf(VersionParameter, StringComparison.Ordinal);
        var version = mark < 0 ? null : Uri.UnescapeDataString(text[(mark + VersionParameter.Length)..]);
        var parts = Uri.UnescapeDataString(mark < 0 ? text : text[..mark]).TrimStart('/').Split('/', 2);
        if (parts is not [{ Length: > 0 } name, { Length: > 0 } key])
            throw SpacesException.Invalid($"{SourceHeader} must be BUCKET/KEY");
        var bucket = store.Current.Buckets.GetValueOrDefault(name) ?? throw SpacesException.NoSuchBucket();
        var original = ObjectOperations.Current(bucket, key, version);
        Preconditions.ToCopy(call, original);
        return (name, key, version, original);
    }

    private void TellVersion(SpacesCall call, string bucket, StoredObject original)
    {
        if (store.Current.Buckets.GetValueOrDefault(bucket)?.Versioning is BucketVersioning.Enabled or BucketVersioning.Suspended)
            call.Response.Headers["x-amz-copy-source-version-id"] = original.VersionId;
    }

    [GeneratedRegex(@"\Abytes=([0-9]+)-([0-9]+)\z")]
    private static partial Regex Range();
}
