using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;
using E3.LocalCloud.State;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace E3.LocalCloud.Api.Spaces;

/// <summary>Objects: put, copy, get, head, delete; who may read them.</summary>
internal sealed class ObjectOperations(StateStore store, ObjectFiles files, BucketOperations buckets, TimeProvider clock)
{
    private static readonly string[] KeptHeaders =
        ["content-type", "cache-control", "content-disposition", "content-encoding", "content-language", "expires", "x-amz-website-redirect-location"];

    private static readonly string[] Overridable = ["cache-control", "content-disposition", "content-encoding", "content-language", "content-type", "expires"];

    private const int MostDeletes = 1000;

    /// <summary>What of a request's headers an object keeps.</summary>
    public static ImmutableDictionary<string, string> Kept(SpacesCall call)
    {
        var kept = ImmutableDictionary.CreateBuilder<string, string>();
        kept["content-type"] = "binary/octet-stream";
        foreach (var (lower, given) in call.Headers)
        {
            var value = given;
            if ((!KeptHeaders.Contains(lower) && !lower.StartsWith("x-amz-meta-", StringComparison.Ordinal)) || value.Length == 0)
                continue;
            // How the body travelled is not what it is.
            if (lower == "content-encoding")
                value = string.Join(',', value.Split(',', StringSplitOptions.TrimEntries).Where(coding => coding != "aws-chunked"));
            if (value.Length > 0)
                kept[lower] = value;
        }

        return kept.ToImmutable();
    }

    /// <summary>The request's body as a file, checked against the length, the MD5 and the checksum it was announced with; the last is told in the answer.</summary>
    public async Task<(ObjectFile File, (string Name, string Value)? Checksum)> ReceiveAsync(SpacesCall call)
    {
        using var checksum = Checksum.Of(call.Request);
        var announced = call.Header("x-amz-decoded-content-length");
        var md5 = call.Header("content-md5") is { } text ? Md5(text) : null;
        var file = await files.WriteAsync(
            sink => call.Body.ReadAsync(
                (piece, token) =>
                {
                    checksum?.Append(piece.Span);
                    return sink(piece, token);
                },
                call.Cancel),
            call.Cancel);
        var wrong = announced is not null && announced != file.Size.ToString(CultureInfo.InvariantCulture)
            ? new SpacesException(400, "IncompleteBody", "The body is not as long as it was said to be.")
            : md5 is not null && !md5.SequenceEqual(file.Md5) ? new SpacesException(400, "BadDigest", "The Content-MD5 you specified did not match what we received.")
            : checksum?.Mismatch(call.Body.Trailers);
        if (wrong is null)
        {
            if (checksum is null)
                return (file, null);
            call.Response.Headers[checksum.Name] = checksum.Value;
            return (file, (checksum.Name, checksum.Value));
        }

        files.Delete([file.Name]);
        throw wrong;
    }

    public async Task PutAsync(SpacesCall call)
    {
        call.DemandOwner();
        Preconditions.ToWrite(call, Newest(call.In(store.Current), call.Key));
        var isPublic = call.PublicRead ?? false;
        var headers = Kept(call);
        var (file, checksum) = await ReceiveAsync(call);
        var stored = await KeepAsync(call, new StoredObject
        {
            VersionId = StoredObject.Unversioned,
            File = file.Name,
            Size = file.Size,
            ETag = SignatureCheck.Hex(file.Md5),
            ModifiedAt = clock.GetUtcNow(),
            PublicRead = isPublic,
            Headers = checksum is { } told ? headers.SetItem(told.Name, told.Value) : headers,
        });
        call.Response.Headers.ETag = $"\"{stored.ETag}\"";
    }

    /// <summary>Notes a new version of the key in the bucket; what it takes the place of goes.</summary>
    public async Task<StoredObject> KeepAsync(SpacesCall call, StoredObject made, Func<Bucket, Bucket>? also = null)
    {
        try
        {
            var (kept, replaced) = await store.UpdateAsync(
                state =>
                {
                    var bucket = call.In(state);
                    Preconditions.ToWrite(call, Newest(bucket, call.Key));
                    var version = made with { VersionId = bucket.Versioning == BucketVersioning.Enabled ? NewVersion() : StoredObject.Unversioned };
                    var next = (also?.Invoke(bucket) ?? bucket).With(call.Key, version);
                    return (state.With(next), (version, bucket.Files.Except(next.Files).ToArray()));
                },
                call.Cancel);
            files.Delete(replaced);
            if (store.Current.Buckets.GetValueOrDefault(call.Bucket)?.Versioning is BucketVersioning.Enabled or BucketVersioning.Suspended)
                call.Response.Headers["x-amz-version-id"] = kept.VersionId;
            return kept;
        }
        catch (SpacesException)
        {
            files.Delete([made.File!]);
            throw;
        }
    }

    public async Task GetAsync(SpacesCall call)
    {
        var bucket = call.In(store.Current);
        var found = Readable(call, bucket);
        if (call.Has("partNumber"))
            throw SpacesException.NotImplemented("reading one part of an object");
        // All that may be refused comes before the first header of what is not refused.
        var wanted = Preconditions.ToRead(call, found);
        var range = wanted ? Range(call, found.Size) : null;
        var headers = Shown(call, found, whole: range is null);
        var response = call.Response;
        foreach (var (name, value) in headers)
            response.Headers[name] = value;
        response.Headers.ETag = $"\"{found.ETag}\"";
        response.Headers.LastModified = found.ModifiedAt.ToString("R", CultureInfo.InvariantCulture);
        response.Headers.AcceptRanges = "bytes";
        if (bucket.Versioning != BucketVersioning.Off)
            response.Headers["x-amz-version-id"] = found.VersionId;
        if (!wanted)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var (first, length) = range ?? (0, found.Size);
        response.ContentLength = length;
        if (range is not null)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = $"bytes {first}-{first + length - 1}/{found.Size}";
        }

        if (HttpMethods.IsHead(call.Method))
            return;
        await using var content = files.Open(found.File!);
        content.Position = first;
        await PumpAsync(content, length, response.Body.WriteAsync, call.Cancel);
    }

    public async Task DeleteAsync(SpacesCall call)
    {
        call.DemandOwner();
        var (marker, version) = await DeleteAsync(call, call.Key, call.Query("versionId"), current => Preconditions.ToWrite(call, current));
        if (version is not null)
            call.Response.Headers["x-amz-version-id"] = version;
        if (marker)
            call.Response.Headers["x-amz-delete-marker"] = "true";
        await call.NoContent();
    }

    public async Task DeleteManyAsync(SpacesCall call)
    {
        call.DemandOwner();
        var document = await SpacesXml.ReadAsync(call.Body, "Delete", call.Cancel);
        var result = new XElement("DeleteResult");
        var wanteds = document.Elements("Object").ToArray();
        if (wanteds.Length is 0 or > MostDeletes)
            throw SpacesException.MalformedXml($"The document must name 1 to {MostDeletes} objects.");
        foreach (var wanted in wanteds)
        {
            var key = wanted.Element("Key")?.Value ?? throw SpacesException.MalformedXml("An Object needs a Key.");
            var version = wanted.Element("VersionId")?.Value;
            var (marker, told) = await DeleteAsync(call, key, version, _ => { });
            if (document.Element("Quiet")?.Value == "true")
                continue;
            result.Add(new XElement(
                "Deleted",
                new XElement("Key", key),
                version is null ? null : new XElement("VersionId", version),
                marker ? new XElement("DeleteMarker", "true") : null,
                marker ? new XElement("DeleteMarkerVersionId", told) : null));
        }

        await call.AnswerAsync(result);
    }

    /// <summary>There are none, for none can be set.</summary>
    public Task TagsAsync(SpacesCall call)
    {
        call.DemandOwner();
        Current(call.In(store.Current), call.Key, call.Query("versionId"));
        return call.AnswerAsync(new XElement("Tagging", new XElement("TagSet")));
    }

    public Task AclAsync(SpacesCall call)
    {
        call.DemandOwner();
        return call.AnswerAsync(buckets.Acl(Current(call.In(store.Current), call.Key, call.Query("versionId")).PublicRead));
    }

    public async Task PutAclAsync(SpacesCall call)
    {
        call.DemandOwner();
        var isPublic = await BucketOperations.ReadAclAsync(call);
        await store.UpdateAsync(
            state =>
            {
                var bucket = call.In(state);
                var current = Current(bucket, call.Key, call.Query("versionId"));
                var versions = bucket.Objects[call.Key];
                return state.With(bucket with { Objects = bucket.Objects.SetItem(call.Key, versions.Replace(current, current with { PublicRead = isPublic })) });
            },
            call.Cancel);
    }

    public static Task PumpAsync(Stream content, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> sink, CancellationToken cancel) =>
        PumpAsync(content, long.MaxValue, sink, cancel);

    public static async Task PumpAsync(Stream content, long length, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> sink, CancellationToken cancel)
    {
        var buffer = new byte[64 * 1024];
        while (length > 0 && await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, length)), cancel) is var read and > 0)
        {
            await sink(buffer.AsMemory(0, read), cancel);
            length -= read;
        }
    }

    private async Task<(bool Marker, string? Version)> DeleteAsync(SpacesCall call, string key, string? wanted, Action<StoredObject?> demand)
    {
        var (result, gone) = await store.UpdateAsync(
            state =>
            {
                var bucket = call.In(state);
                var versions = bucket.Objects.GetValueOrDefault(key, []);
                demand(Newest(bucket, key));
                Bucket next;
                (bool, string?) told = (false, wanted);
                if (wanted is not null || bucket.Versioning == BucketVersioning.Off)
                {
                    var doomed = versions.FirstOrDefault(version => version.VersionId == (wanted ?? StoredObject.Unversioned));
                    next = doomed is null ? bucket : bucket.Without(key, doomed);
                    told = (doomed is { File: null }, wanted);
                }
                else
                {
                    var marker = new StoredObject
                    {
                        VersionId = bucket.Versioning == BucketVersioning.Enabled ? NewVersion() : StoredObject.Unversioned,
                        ModifiedAt = clock.GetUtcNow(),
                    };
                    next = bucket.With(key, marker);
                    told = (true, marker.VersionId);
                }

                return (ReferenceEquals(next, bucket) ? state : state.With(next), (told, bucket.Files.Except(next.Files).ToArray()));
            },
            call.Cancel);
        files.Delete(gone);
        return result;
    }

    // Whether a key is there is told only to who may list the bucket.
    private static StoredObject Readable(SpacesCall call, Bucket bucket)
    {
        var versions = bucket.Objects.GetValueOrDefault(call.Key, []);
        if (!call.IsOwner && versions is not [.., { PublicRead: true }])
            throw versions.IsEmpty && bucket.PublicRead ? SpacesException.NoSuchKey() : SpacesException.AccessDenied();
        if (call.Query("versionId") is null && versions is [.., { File: null }])
            call.Response.Headers["x-amz-delete-marker"] = "true";
        return Current(bucket, call.Key, call.Query("versionId"));
    }

    /// <summary>One version of an object, or what it is now.</summary>
    /// <exception cref="SpacesException">There is none, or it was deleted.</exception>
    public static StoredObject Current(Bucket bucket, string key, string? version)
    {
        var versions = bucket.Objects.GetValueOrDefault(key, []);
        var found = version is null ? versions.LastOrDefault() : versions.FirstOrDefault(candidate => candidate.VersionId == version);
        if (found is null && version is not null)
            throw new SpacesException(404, "NoSuchVersion", "The specified version does not exist.");
        return found is { File: not null } ? found
            : found is not null && version is not null ? throw new SpacesException(405, "MethodNotAllowed", "This version is a delete marker.")
            : throw SpacesException.NoSuchKey();
    }

    private static StoredObject? Newest(Bucket bucket, string key) => bucket.Objects.GetValueOrDefault(key, []) is [.., { File: not null } newest] ? newest : null;

    // What an object keeps, with what this request wants said otherwise; a checksum only where it was asked for and is that of what is sent.
    private static Dictionary<string, string> Shown(SpacesCall call, StoredObject found, bool whole)
    {
        var asked = call.Header("x-amz-checksum-mode")?.Equals("ENABLED", StringComparison.OrdinalIgnoreCase) == true && whole;
        var shown = found.Headers.Where(pair => asked || !pair.Key.StartsWith(Checksum.Prefix, StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
        foreach (var name in Overridable)
        {
            if (call.Query("response-" + name) is not { } value)
                continue;
            if (!call.IsOwner)
                throw SpacesException.InvalidRequest("Request specific response headers cannot be used for anonymous GET requests.");
            shown[name] = value.Any(char.IsControl) ? throw SpacesException.Invalid($"response-{name} holds control characters") : value;
        }

        return shown;
    }

    // Null where the whole is wanted: a range that is none says nothing.
    private static (long First, long Length)? Range(SpacesCall call, long size)
    {
        if (call.Header("range") is not { } text || !RangeHeaderValue.TryParse(text, out var range) || range.Unit != "bytes" || range.Ranges.Count != 1)
            return null;
        var (from, to) = (range.Ranges.First().From, range.Ranges.First().To);
        var first = from ?? Math.Max(0, size - to!.Value);
        var last = from is null ? size - 1 : Math.Min(to ?? long.MaxValue, size - 1);
        return first <= last ? (first, last - first + 1) : throw new SpacesException(416, "InvalidRange", "The requested range is not satisfiable");
    }

    private static byte[] Md5(string text)
    {
        var md5 = new byte[16];
        return Convert.TryFromBase64String(text, md5, out var length) && length == 16 ? md5 : throw new SpacesException(400, "InvalidDigest", "The Content-MD5 you specified is not valid.");
    }

    private static string NewVersion() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
