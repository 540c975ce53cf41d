using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;
using E3.LocalCloud.State;

namespace E3.LocalCloud.Api.Spaces;

/// <summary>Uploads of large objects in parts.</summary>
internal sealed class MultipartOperations(StateStore store, ObjectFiles files, ObjectOperations objects, CopyOperations copies, TimeProvider clock)
{
    private const int MostParts = 10_000;
    private const long SmallestPart = 5 << 20;

    public async Task BeginAsync(SpacesCall call)
    {
        call.DemandOwner();
        var id = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var upload = new MultipartUpload
        {
            Key = call.Key,
            StartedAt = clock.GetUtcNow(),
            PublicRead = call.PublicRead ?? false,
            Headers = ObjectOperations.Kept(call),
        };
        await store.UpdateAsync(
            state =>
            {
                var bucket = call.In(state);
                return state.With(bucket with { Uploads = bucket.Uploads.Add(id, upload) });
            },
            call.Cancel);
        await call.AnswerAsync(new XElement("InitiateMultipartUploadResult", new XElement("Bucket", call.Bucket), new XElement("Key", call.Key), new XElement("UploadId", id)));
    }

    public async Task PutPartAsync(SpacesCall call)
    {
        call.DemandOwner();
        var number = call.Number("partNumber", 0, int.MaxValue);
        if (number is < 1 or > MostParts)
            throw SpacesException.Invalid($"Part number must be an integer between 1 and {MostParts}, inclusive");
        Demand(call, store.Current);
        var copied = CopyOperations.IsAsked(call);
        var file = copied ? await copies.PieceAsync(call) : (await objects.ReceiveAsync(call)).File;
        var part = new UploadedPart(file.Name, file.Size, SignatureCheck.Hex(file.Md5), clock.GetUtcNow());
        try
        {
            var replaced = await store.UpdateAsync(
                state =>
                {
                    var (bucket, id, upload) = Demand(call, state);
                    return (
                        state.With(bucket with { Uploads = bucket.Uploads.SetItem(id, upload with { Parts = upload.Parts.SetItem(number, part) }) }),
                        upload.Parts.GetValueOrDefault(number)?.File);
                },
                call.Cancel);
            if (replaced is not null)
                files.Delete([replaced]);
        }
        catch (SpacesException)
        {
            files.Delete([file.Name]);
            throw;
        }

        if (copied)
            await call.AnswerAsync(new XElement("CopyPartResult", new XElement("LastModified", SpacesXml.Time(part.ModifiedAt)), new XElement("ETag", $"\"{part.ETag}\"")));
        else
            call.Response.Headers.ETag = $"\"{part.ETag}\"";
    }

    public async Task CompleteAsync(SpacesCall call)
    {
        call.DemandOwner();
        var document = await SpacesXml.ReadAsync(call.Body, "CompleteMultipartUpload", call.Cancel);
        var (_, id, upload) = Demand(call, store.Current);
        var parts = Chosen(document, upload);
        // One of the parts' checksums, as "…-3", is of what the parts were checked against already.
        using var checksum = call.Header("x-amz-checksum-type") == "COMPOSITE" ? null : Checksum.Of(call.Request);
        var whole = await files.WriteAsync(
            async sink =>
            {
                foreach (var part in parts)
                {
                    await using var content = files.Open(part.File);
                    await ObjectOperations.PumpAsync(
                        content,
                        (piece, token) =>
                        {
                            checksum?.Append(piece.Span);
                            return sink(piece, token);
                        },
                        call.Cancel);
                }

                if (checksum is { IsOfParts: false } && checksum.Mismatch(call.Body.Trailers) is { } wrong)
                    throw wrong;
            },
            call.Cancel);
#pragma warning disable CA5351 // What S3 calls an object's ETag, not a protection.
        var etag = $"{SignatureCheck.Hex(MD5.HashData(parts.SelectMany(part => Convert.FromHexString(part.ETag)).ToArray()))}-{parts.Length}";
#pragma warning restore CA5351
        var made = new StoredObject
        {
            VersionId = StoredObject.Unversioned,
            File = whole.Name,
            Size = whole.Size,
            ETag = etag,
            ModifiedAt = clock.GetUtcNow(),
            PublicRead = upload.PublicRead,
            Headers = upload.Headers,
        };
        await objects.KeepAsync(call, made, bucket => bucket with { Uploads = bucket.Uploads.Remove(id) });
        await call.AnswerAsync(new XElement(
            "CompleteMultipartUploadResult", new XElement("Location", $"{call.Request.Scheme}://{call.Request.Host}{SignatureCheck.RawPath(call.Request)}"), new XElement("Bucket", call.Bucket), new XElement("Key", call.Key), new XElement("ETag", $"\"{etag}\"")));
    }

    public async Task AbortAsync(SpacesCall call)
    {
        call.DemandOwner();
        var gone = await store.UpdateAsync(
            state =>
            {
                var (bucket, id, upload) = Demand(call, state);
                return (state.With(bucket with { Uploads = bucket.Uploads.Remove(id) }), upload.Parts.Values.Select(part => part.File).ToArray());
            },
            call.Cancel);
        files.Delete(gone);
        await call.NoContent();
    }

    /// <summary>The upload that a request names, which must be under way.</summary>
    public static (Bucket Bucket, string Id, MultipartUpload Upload) Demand(SpacesCall call, CloudState state)
    {
        var bucket = call.In(state);
        var id = call.Query("uploadId") ?? "";
        return bucket.Uploads.GetValueOrDefault(id) is { } upload && upload.Key == call.Key ? (bucket, id, upload) : throw SpacesException.NoSuchUpload();
    }

    private static UploadedPart[] Chosen(XElement document, MultipartUpload upload)
    {
        var named = document.Elements("Part").Select(part => (
            Number: int.TryParse(part.Element("PartNumber")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0,
            ETag: part.Element("ETag")?.Value.Trim('"'))).ToArray();
        if (named.Length == 0)
            throw SpacesException.MalformedXml("There is no Part in the document.");
        if (!named.Zip(named.Skip(1)).All(pair => pair.First.Number < pair.Second.Number))
            throw new SpacesException(400, "InvalidPartOrder", "The list of parts was not in ascending order.");
        var parts = named.Select(part => upload.Parts.GetValueOrDefault(part.Number) is { } there && there.ETag == part.ETag
            ? there
            : throw new SpacesException(400, "InvalidPart", $"Part {part.Number} could not be found, or its ETag does not match.")).ToArray();
        return parts.SkipLast(1).All(part => part.Size >= SmallestPart)
            ? parts
            : throw new SpacesException(400, "EntityTooSmall", "Every part but the last must have at least 5 MiB.");
    }
}
