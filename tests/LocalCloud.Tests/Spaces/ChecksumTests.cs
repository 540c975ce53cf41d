using System.Text;
using System.Xml.Linq;
using Amazon.S3;
using Amazon.S3.Model;

namespace E3.LocalCloud.Tests.Spaces;

/// <summary>Checksums of what is uploaded: in a header, and behind the content.</summary>
public sealed class ChecksumTests : SpacesTest
{
    private const string Content = "123456789";

    [SetUp]
    public Task MakeAsync() => Spaces().PutBucketAsync("sums", Cancel);

    // The check values of the catalogue of CRC algorithms, and FIPS 180's, of these nine digits.
    [TestCase("crc32", "CBF43926")]
    [TestCase("crc32c", "E3069283")]
    [TestCase("crc64nvme", "AE8B14860A799888")]
    [TestCase("sha1", "F7C3BC1D808E04732ADF679965CCC34CA7AE3441")]
    [TestCase("sha256", "15E2B0D3C33891EBB0F1EF609EC419420C20E320CE94C65FBC8C3312448EB225")]
    public async Task A_checksum_is_compared_told_and_kept(string name, string hex)
    {
        var right = Convert.ToBase64String(Convert.FromHexString(hex));
        var wrong = Convert.ToBase64String(new byte[hex.Length / 2]);
        using var answer = await PutAsync(Content, (Header(name), right));
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync(Cancel));
        Assert.That(answer.Headers.GetValues(Header(name)).Single(), Is.EqualTo(right));
        using var refused = await PutAsync(Content, (Header(name), wrong));
        Assert.That(await CodeAsync(refused), Is.EqualTo("400 BadDigest"));
        var head = await Spaces().GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = "sums", Key = "k", ChecksumMode = ChecksumMode.ENABLED }, Cancel);
        Assert.That(new[] { head.ChecksumCRC32, head.ChecksumCRC32C, head.ChecksumCRC64NVME, head.ChecksumSHA1, head.ChecksumSHA256 }.Where(sum => sum is not null), Is.EqualTo(new[] { right }));
    }

    [Test]
    public async Task A_checksum_behind_the_content_is_compared_too()
    {
        string Body(string sum) => $"9\r\n{Content}\r\n0\r\nx-amz-checksum-crc64nvme:{sum}\r\n\r\n";
        var right = Convert.ToBase64String(Convert.FromHexString("AE8B14860A799888"));
        using var taken = await PutAsync(Body(right), ("x-amz-trailer", "x-amz-checksum-crc64nvme"), ("x-amz-decoded-content-length", "9"));
        Assert.That(taken.IsSuccessStatusCode, Is.True, await taken.Content.ReadAsStringAsync(Cancel));
        using var wrong = await PutAsync(Body("AAAAAAAAAAA="), ("x-amz-trailer", "x-amz-checksum-crc64nvme"), ("x-amz-decoded-content-length", "9"));
        Assert.That(await CodeAsync(wrong), Is.EqualTo("400 BadDigest"));
        using var missing = await PutAsync($"9\r\n{Content}\r\n0\r\n\r\n", ("x-amz-trailer", "x-amz-checksum-crc64nvme"), ("x-amz-decoded-content-length", "9"));
        Assert.That(await CodeAsync(missing), Is.EqualTo("400 InvalidRequest"));
    }

    private static string Header(string name) => $"x-amz-checksum-{name}";

    private static async Task<string> CodeAsync(HttpResponseMessage answer) =>
        $"{(int)answer.StatusCode} {XElement.Parse(await answer.Content.ReadAsStringAsync(Cancel)).Element("Code")!.Value}";

    // Signed here, for Amazon's client does not send what is wrong.
    private Task<HttpResponseMessage> PutAsync(string body, params (string Name, string Value)[] headers)
    {
        var payload = headers.Any(header => header.Name == "x-amz-trailer") ? "STREAMING-UNSIGNED-PAYLOAD-TRAILER" : "UNSIGNED-PAYLOAD";
        return SendSignedAsync(HttpMethod.Put, "/sums/k", Encoding.UTF8.GetBytes(body), payload, headers);
    }
}
