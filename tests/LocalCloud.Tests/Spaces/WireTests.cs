using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Xml.Linq;
using Amazon.S3;
using Amazon.S3.Model;

namespace E3.LocalCloud.Tests.Spaces;

/// <summary>What other clients than Amazon's for .NET found: conditions, copies of parts, pages of uploads, what is beyond the subset.</summary>
public sealed class WireTests : SpacesTest
{
    private const string Bucket = "wire";

    [SetUp]
    public Task MakeAsync() => Spaces().PutBucketAsync(Bucket, Cancel);

    [Test]
    public async Task A_part_can_be_copied_from_an_object_or_a_range_of_it()
    {
        var spaces = Spaces();
        await PutAsync("source", new string('a', 5 << 20) + "tail");
        var upload = (await spaces.InitiateMultipartUploadAsync(Bucket, "made", Cancel)).UploadId;
        var parts = new List<PartETag>();
        foreach (var (first, last) in new (long?, long?)[] { (0, (5 << 20) - 1), (5 << 20, (5 << 20) + 3) })
        {
            var copied = await spaces.CopyPartAsync(
                new CopyPartRequest
                {
                    SourceBucket = Bucket,
                    SourceKey = "source",
                    DestinationBucket = Bucket,
                    DestinationKey = "made",
                    UploadId = upload,
                    PartNumber = parts.Count + 1,
                    FirstByte = first,
                    LastByte = last,
                },
                Cancel);
            parts.Add(new PartETag(parts.Count + 1, copied.ETag));
        }

        var tooFar = new CopyPartRequest
        {
            SourceBucket = Bucket,
            SourceKey = "source",
            DestinationBucket = Bucket,
            DestinationKey = "made",
            UploadId = upload,
            PartNumber = 3,
            FirstByte = 0,
            LastByte = 9 << 20,
        };
        Assert.That(await RefusalAsync(() => spaces.CopyPartAsync(tooFar, Cancel)), Is.EqualTo("400 InvalidArgument"));
        var page = await spaces.ListPartsAsync(new ListPartsRequest { BucketName = Bucket, Key = "made", UploadId = upload, MaxParts = 1 }, Cancel);
        Assert.That((page.Parts.Single().PartNumber, page.IsTruncated, page.NextPartNumberMarker), Is.EqualTo(((int?)1, (bool?)true, (int?)1)));
        var whole = await spaces.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { BucketName = Bucket, Key = "made", UploadId = upload, PartETags = parts }, Cancel);
        Assert.That(whole.Location, Is.EqualTo(new Uri(Client.BaseAddress!, $"{Bucket}/made").ToString()));
        Assert.That(await TextAsync(spaces, Bucket, "made"), Does.EndWith("atail").And.Length.EqualTo((5 << 20) + 4));
    }

    [Test]
    public async Task A_copy_is_of_the_version_that_is_named_and_not_of_itself()
    {
        var spaces = Spaces();
        await spaces.PutBucketVersioningAsync(new PutBucketVersioningRequest { BucketName = Bucket, VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled } }, Cancel);
        var first = (await PutAsync("k", "first")).VersionId;
        await PutAsync("k", "second");
        var copied = await spaces.CopyObjectAsync(new CopyObjectRequest { SourceBucket = Bucket, SourceKey = "k", SourceVersionId = first, DestinationBucket = Bucket, DestinationKey = "copy" }, Cancel);
        Assert.That((await TextAsync(spaces, Bucket, "copy"), copied.SourceVersionId), Is.EqualTo(("first", first)));
        Assert.That(await RefusalAsync(() => spaces.CopyObjectAsync(Bucket, "copy", Bucket, "copy", Cancel)), Is.EqualTo("400 InvalidRequest"));
        var gone = (await spaces.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = Bucket, Objects = [new KeyVersion { Key = "k" }] }, Cancel)).DeletedObjects.Single();
        Assert.That((gone.DeleteMarker, gone.DeleteMarkerVersionId is { Length: > 0 }), Is.EqualTo(((bool?)true, true)));
    }

    [TestCase("GET", "if-match", "\"other\"", 412)]
    [TestCase("GET", "if-match", "\"5d41402abc4b2a76b9719d911017c592\"", 200)]
    [TestCase("GET", "if-none-match", "\"other\", W/\"5d41402abc4b2a76b9719d911017c592\"", 304)]
    [TestCase("GET", "if-none-match", "\"other\"", 200)]
    [TestCase("GET", "if-modified-since", "Fri, 01 Jan 2100 00:00:00 GMT", 304)]
    [TestCase("GET", "if-unmodified-since", "Sat, 01 Jan 2000 00:00:00 GMT", 412)]
    [TestCase("PUT", "if-none-match", "*", 412)]
    [TestCase("PUT", "if-none-match", "\"tag\"", 501)]
    [TestCase("PUT", "if-match", "\"other\"", 412)]
    [TestCase("PUT", "if-match", "\"5d41402abc4b2a76b9719d911017c592\"", 200)]
    [TestCase("DELETE", "if-match", "\"other\"", 412)]
    [TestCase("COPY", "x-amz-copy-source-if-match", "\"other\"", 412)]
    [TestCase("COPY", "x-amz-copy-source-if-none-match", "\"5d41402abc4b2a76b9719d911017c592\"", 412)]
    public async Task A_condition_holds_or_nothing_is_done(string method, string header, string value, int status)
    {
        await PutAsync("k", "hello");
        (string, string)[] headers = method == "COPY" ? [("x-amz-copy-source", $"/{Bucket}/k"), (header, value)] : [(header, value)];
        using var answer = await SendSignedAsync(new HttpMethod(method == "COPY" ? "PUT" : method), $"/{Bucket}/{(method == "COPY" ? "copy" : "k")}", method is "GET" or "DELETE" ? null : [1], headers: headers);
        Assert.That((int)answer.StatusCode, Is.EqualTo(status), await answer.Content.ReadAsStringAsync(Cancel));
        if (status is 412 or 501)
            Assert.That(await TextAsync(Spaces(), Bucket, "k"), Is.EqualTo("hello"));
    }

    [TestCase("bytes=0-", 206, "bytes 0-4/5")]
    [TestCase("bytes=0-99", 206, "bytes 0-4/5")]
    [TestCase("bytes=-9", 206, "bytes 0-4/5")]
    [TestCase("bytes=1-2", 206, "bytes 1-2/5")]
    [TestCase("bytes=5-", 416, null)]
    public async Task A_range_is_answered_as_one_even_when_it_is_all(string range, int status, string? told)
    {
        await Spaces().PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "k", ContentBody = "hello", Headers = { ContentEncoding = "gzip" } }, Cancel);
        using var answer = await SendSignedAsync(HttpMethod.Get, $"/{Bucket}/k", headers: ("range", range));
        Assert.That(((int)answer.StatusCode, answer.Content.Headers.ContentRange?.ToString()), Is.EqualTo((status, told)));
        Assert.That(answer.Content.Headers.ContentEncoding, status == 416 ? Is.Empty : Is.EqualTo(new[] { "gzip" }), "an error is not packed as the object is");
    }

    [Test]
    public async Task Uploads_come_in_pages_with_a_prefix_and_folded()
    {
        var spaces = Spaces();
        foreach (var key in new[] { "a", "b/1", "b/2", "c", "c" })
            await spaces.InitiateMultipartUploadAsync(Bucket, key, Cancel);
        var seen = new List<string>();
        var request = new ListMultipartUploadsRequest { BucketName = Bucket, MaxUploads = 2 };
        ListMultipartUploadsResponse page;
        do
        {
            page = await spaces.ListMultipartUploadsAsync(request, Cancel);
            seen.AddRange(page.MultipartUploads.Select(upload => upload.Key));
            (request.KeyMarker, request.UploadIdMarker) = (page.NextKeyMarker, page.NextUploadIdMarker);
        }
        while (page.IsTruncated == true);
        Assert.That(seen, Is.EqualTo(new[] { "a", "b/1", "b/2", "c", "c" }));
        var folded = await spaces.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = Bucket, Delimiter = "/", MaxUploads = 2 }, Cancel);
        Assert.That((folded.MultipartUploads.Single().Key, folded.CommonPrefixes.Single()), Is.EqualTo(("a", "b/")));
        var rest = await spaces.ListMultipartUploadsAsync(
            new ListMultipartUploadsRequest { BucketName = Bucket, Delimiter = "/", KeyMarker = folded.NextKeyMarker, UploadIdMarker = folded.NextUploadIdMarker }, Cancel);
        Assert.That(rest.MultipartUploads.Select(upload => upload.Key), Is.EqualTo(new[] { "c", "c" }));
        Assert.That((await spaces.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = Bucket, Prefix = "b/" }, Cancel)).MultipartUploads, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Keys_are_listed_in_the_order_of_their_bytes_and_with_what_XML_has_no_place_for()
    {
        foreach (var key in new[] { "\uFF5E", "😀", "\u0001", "z" })
            await PutAsync(key, "x");
        using var answer = await SendSignedAsync(HttpMethod.Get, $"/{Bucket}");
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.That(text, Does.Contain("<Key>&#x1;</Key>"));
        await Spaces().DeleteObjectAsync(Bucket, "\u0001", Cancel);
        var listed = await Spaces().ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket, StartAfter = "y" }, Cancel);
        Assert.That(listed.S3Objects.Select(item => item.Key), Is.EqualTo(new[] { "z", "\uFF5E", "😀" }));
        Assert.That(listed.StartAfter, Is.EqualTo("y"));
        Assert.That(await RefusalAsync(() => PutAsync(new string('ü', 513), "x")), Is.EqualTo("400 KeyTooLongError"));
    }

    [TestCase("PUT", "/wire/k", "x-amz-server-side-encryption", "aws:kms")]
    [TestCase("PUT", "/wire/k", "x-amz-server-side-encryption-customer-algorithm", "AES256")]
    [TestCase("PUT", "/wire/k", "x-amz-grant-read", "uri=\"http://acs.amazonaws.com/groups/global/AllUsers\"")]
    [TestCase("PUT", "/wire/k", "x-amz-tagging", "a=b")]
    [TestCase("PUT", "/wire/k", "x-amz-object-lock-mode", "GOVERNANCE")]
    [TestCase("PUT", "/wire/k", "x-amz-storage-class", "GLACIER")]
    [TestCase("PUT", "/wire?policy=", null, null)]
    [TestCase("PUT", "/wire?website=", null, null)]
    [TestCase("GET", "/wire?session=", null, null)]
    [TestCase("GET", "/wire/k?partNumber=1", null, null)]
    [TestCase("POST", "/wire", null, null)]
    public async Task What_is_beyond_the_subset_is_refused_and_not_left_out(string method, string path, string? header, string? value)
    {
        await PutAsync("k", "x");
        using var answer = await SendSignedAsync(new HttpMethod(method), path, method == "GET" ? null : [1], headers: header is null ? [] : [(header, value!)]);
        Assert.That(((int)answer.StatusCode, await CodeAsync(answer)), Is.EqualTo((501, "NotImplemented")));
    }

    [Test]
    public async Task What_is_not_set_is_not_there()
    {
        await PutAsync("k", "x");
        using var policy = await SendSignedAsync(HttpMethod.Get, $"/{Bucket}?policy=");
        Assert.That((policy.StatusCode, await CodeAsync(policy)), Is.EqualTo((HttpStatusCode.NotFound, "NoSuchBucketPolicy")));
        Assert.That((await Spaces().GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = Bucket, Key = "k" }, Cancel)).Tagging, Is.Null.Or.Empty);
    }

    [Test]
    public async Task A_presigned_address_takes_Amazons_headers_in_its_query_and_none_beside_it()
    {
        // As Amazon's client for JavaScript does it.
        var address = await Spaces().GetPreSignedURLAsync(new GetPreSignedUrlRequest
        {
            BucketName = Bucket,
            Key = "k",
            Verb = HttpVerb.PUT,
            Expires = Clock.GetUtcNow().UtcDateTime.AddMinutes(5),
            Protocol = Protocol.HTTP,
            Parameters = { ["x-amz-acl"] = "public-read" },
        });
        Client.DefaultRequestHeaders.Authorization = null;
        using var put = await Client.PutAsync(new Uri(address), new ByteArrayContent([1]), Cancel);
        Assert.That(put.IsSuccessStatusCode, Is.True, await put.Content.ReadAsStringAsync(Cancel));
        using var open = await Client.GetAsync(new Uri($"/{Bucket}/k", UriKind.Relative), Cancel);
        Assert.That(open.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        using var more = new HttpRequestMessage(HttpMethod.Put, address) { Content = new ByteArrayContent([1]), Headers = { { "x-amz-meta-more", "x" } } };
        using var refused = await Client.SendAsync(more, Cancel);
        Assert.That(await CodeAsync(refused), Is.EqualTo("AccessDenied"));
    }

    [Test]
    public async Task A_refusal_of_a_body_that_was_not_sent_is_the_last_on_its_connection()
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, Client.BaseAddress!.Port, Cancel);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"PUT /{Bucket}/k HTTP/1.1\r\nHost: {Client.BaseAddress.Authority}\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"), Cancel);
        using var reader = new StreamReader(stream);
        var head = new List<string>();
        while (await reader.ReadLineAsync(Cancel) is { Length: > 0 } line)
            head.Add(line);
        Assert.That(head[0], Does.StartWith("HTTP/1.1 403"));
        Assert.That(head, Does.Contain("Connection: close"));
    }

    private static async Task<string> CodeAsync(HttpResponseMessage answer) => XElement.Parse(await answer.Content.ReadAsStringAsync(Cancel)).Element("Code")!.Value;

    private Task<PutObjectResponse> PutAsync(string key, string content) => Spaces().PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = key, ContentBody = content }, Cancel);
}
