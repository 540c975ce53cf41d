using System.Net;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Transfer;

namespace E3.LocalCloud.Tests.Spaces;

public sealed class ObjectTests : SpacesTest
{
    private const string Bucket = "things";

    [SetUp]
    public Task MakeBucket() => Spaces().PutBucketAsync(Bucket, Cancel);

    [TestCase(true)]
    [TestCase(false)]
    public async Task An_object_survives_with_all_that_was_said_of_it(bool chunks)
    {
        var put = new PutObjectRequest { BucketName = Bucket, Key = "a/b c+ü.txt", ContentBody = "hello", ContentType = "text/plain" };
        put.Headers.CacheControl = "max-age=60";
        put.Metadata["colour"] = "blue";
        var made = await Spaces(chunks: chunks).PutObjectAsync(put, Cancel);
        Assert.That(made.ETag, Is.EqualTo("\"5d41402abc4b2a76b9719d911017c592\""));
        await RestartAsync();
        var spaces = Spaces();
        Assert.That(await TextAsync(spaces, Bucket, put.Key), Is.EqualTo("hello"));
        var head = await spaces.GetObjectMetadataAsync(Bucket, put.Key, Cancel);
        Assert.That(
            (head.ContentLength, head.Headers.ContentType, head.Headers.CacheControl, head.Metadata["colour"], head.Headers.ContentEncoding),
            Is.EqualTo((5L, "text/plain", "max-age=60", "blue", (string?)null)));
    }

    [Test]
    public async Task A_listing_has_prefixes_delimiters_and_pages()
    {
        var spaces = Spaces();
        foreach (var key in new[] { "b", "a/1", "a/2", "A", "c/x/y", "é" })
            await spaces.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = key, ContentBody = key }, Cancel);
        var all = new List<string>();
        await foreach (var item in spaces.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = Bucket, MaxKeys = 2 }).S3Objects.WithCancellation(Cancel))
            all.Add(item.Key);
        Assert.That(all, Is.EqualTo(new[] { "A", "a/1", "a/2", "b", "c/x/y", "é" }));
        var folded = await spaces.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket, Delimiter = "/" }, Cancel);
        Assert.That(folded.CommonPrefixes, Is.EqualTo(new[] { "a/", "c/" }));
        Assert.That(folded.S3Objects.Select(item => item.Key), Is.EqualTo(new[] { "A", "b", "é" }));
        var first = await spaces.ListObjectsAsync(new ListObjectsRequest { BucketName = Bucket, Delimiter = "/", MaxKeys = 2 }, Cancel);
        var second = await spaces.ListObjectsAsync(new ListObjectsRequest { BucketName = Bucket, Delimiter = "/", Marker = first.NextMarker }, Cancel);
        Assert.That((first.CommonPrefixes.Single(), second.CommonPrefixes.Single()), Is.EqualTo(("a/", "c/")));
    }

    [Test]
    public async Task A_large_object_comes_in_parts_and_goes_in_ranges()
    {
        var spaces = Spaces();
        var content = RandomNumberGenerator.GetBytes((5 << 20) + 12345);
        using (var transfer = new TransferUtility(spaces, new TransferUtilityConfig { MinSizeBeforePartUpload = 5 << 20 }))
            await transfer.UploadAsync(new TransferUtilityUploadRequest { BucketName = Bucket, Key = "large", InputStream = new MemoryStream(content), PartSize = 5 << 20 }, Cancel);
        var head = await spaces.GetObjectMetadataAsync(Bucket, "large", Cancel);
        Assert.That((head.ContentLength, head.ETag.EndsWith("-2\"", StringComparison.Ordinal)), Is.EqualTo(((long)content.Length, true)));
        using var got = await spaces.GetObjectAsync(new GetObjectRequest { BucketName = Bucket, Key = "large", ByteRange = new ByteRange((5 << 20) - 10, (5 << 20) + 9) }, Cancel);
        using var range = new MemoryStream();
        await got.ResponseStream.CopyToAsync(range, Cancel);
        Assert.That(range.ToArray(), Is.EqualTo(content.AsSpan((5 << 20) - 10, 20).ToArray()));
        Assert.That((await spaces.ListMultipartUploadsAsync(Bucket, Cancel)).MultipartUploads, Is.Null.Or.Empty);
    }

    [Test]
    public async Task An_upload_that_is_aborted_leaves_nothing()
    {
        var spaces = Spaces();
        var upload = (await spaces.InitiateMultipartUploadAsync(Bucket, "k", Cancel)).UploadId;
        var part = new UploadPartRequest { BucketName = Bucket, Key = "k", UploadId = upload, PartNumber = 1, InputStream = new MemoryStream([1, 2, 3]) };
        await spaces.UploadPartAsync(part, Cancel);
        Assert.That((await spaces.ListPartsAsync(Bucket, "k", upload, Cancel)).Parts.Single().Size, Is.EqualTo(3));
        await spaces.AbortMultipartUploadAsync(Bucket, "k", upload, Cancel);
        Assert.That(await RefusalAsync(() => spaces.ListPartsAsync(Bucket, "k", upload, Cancel)), Is.EqualTo("404 NoSuchUpload"));
        Assert.That(Directory.GetFiles(Path.Combine(Path.GetDirectoryName(StateFile)!, "spaces")), Is.Empty);
    }

    [Test]
    public async Task Only_what_is_public_is_read_without_a_key()
    {
        var spaces = Spaces();
        await spaces.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "open", ContentBody = "x", CannedACL = S3CannedACL.PublicRead }, Cancel);
        await spaces.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "closed", ContentBody = "y" }, Cancel);
        Assert.That((await spaces.GetObjectAclAsync(new GetObjectAclRequest { BucketName = Bucket, Key = "open" }, Cancel)).Grants, Has.Count.EqualTo(2));
        Client.DefaultRequestHeaders.Authorization = null;
        Assert.That(await Client.GetStringAsync(new Uri($"/{Bucket}/open", UriKind.Relative), Cancel), Is.EqualTo("x"));
        Assert.That(await StatusAsync("closed"), Is.EqualTo(HttpStatusCode.Forbidden));
        await spaces.PutObjectAclAsync(new PutObjectAclRequest { BucketName = Bucket, Key = "closed", ACL = S3CannedACL.PublicRead }, Cancel);
        Assert.That(await StatusAsync("closed"), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await StatusAsync("absent"), Is.EqualTo(HttpStatusCode.Forbidden));
        using var virtually = new HttpRequestMessage(HttpMethod.Get, "/open") { Headers = { Host = $"{Bucket}.nyc3.digitaloceanspaces.com" } };
        using var answer = await Client.SendAsync(virtually, Cancel);
        Assert.That(await answer.Content.ReadAsStringAsync(Cancel), Is.EqualTo("x"));
    }

    [Test]
    public async Task A_copy_keeps_its_metadata_and_many_are_deleted_at_once()
    {
        var spaces = Spaces();
        var put = new PutObjectRequest { BucketName = Bucket, Key = "one", ContentBody = "x" };
        put.Metadata["k"] = "v";
        await spaces.PutObjectAsync(put, Cancel);
        await spaces.CopyObjectAsync(Bucket, "one", Bucket, "two", Cancel);
        Assert.That((await spaces.GetObjectMetadataAsync(Bucket, "two", Cancel)).Metadata["k"], Is.EqualTo("v"));
        await spaces.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = Bucket, Objects = [new KeyVersion { Key = "one" }, new KeyVersion { Key = "two" }] }, Cancel);
        Assert.That((await spaces.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket }, Cancel)).KeyCount, Is.Zero);
    }

    private async Task<HttpStatusCode> StatusAsync(string key)
    {
        using var answer = await Client.GetAsync(new Uri($"/{Bucket}/{key}", UriKind.Relative), Cancel);
        return answer.StatusCode;
    }
}
