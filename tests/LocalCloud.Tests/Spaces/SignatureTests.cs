using System.Xml.Linq;
using Amazon.S3;
using Amazon.S3.Model;

namespace E3.LocalCloud.Tests.Spaces;

public sealed class SignatureTests : SpacesTest
{
    [Test]
    public async Task A_wrong_secret_an_unknown_key_and_an_old_request_are_told_apart()
    {
        Assert.That(await RefusalAsync(() => Spaces(secret: "wrong").ListBucketsAsync(Cancel)), Is.EqualTo("403 SignatureDoesNotMatch"));
        Assert.That(await RefusalAsync(() => Spaces(id: "stranger").ListBucketsAsync(Cancel)), Is.EqualTo("403 InvalidAccessKeyId"));
        Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.That(await RefusalAsync(() => Spaces().ListBucketsAsync(Cancel)), Is.EqualTo("403 RequestTimeTooSkewed"));
    }

    [Test]
    public async Task A_presigned_address_opens_one_object_until_it_expires()
    {
        var spaces = Spaces();
        await spaces.PutBucketAsync("signed", Cancel);
        await spaces.PutObjectAsync(new PutObjectRequest { BucketName = "signed", Key = "a b", ContentBody = "x" }, Cancel);
        var url = await spaces.GetPreSignedURLAsync(new GetPreSignedUrlRequest
        {
            BucketName = "signed",
            Key = "a b",
            Expires = Clock.GetUtcNow().UtcDateTime.AddMinutes(5),
            Protocol = Protocol.HTTP,
        });
        Client.DefaultRequestHeaders.Authorization = null;
        Assert.That(await Client.GetStringAsync(new Uri(url), Cancel), Is.EqualTo("x"));
        Assert.That(await CodeAsync(url.Replace("a%20b", "a%20c", StringComparison.Ordinal)), Is.EqualTo("403 SignatureDoesNotMatch"));
        Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.That(await CodeAsync(url), Is.EqualTo("403 AccessDenied"));
    }

    [Test]
    public async Task A_body_that_was_changed_on_the_way_is_refused_and_leaves_nothing()
    {
        var spaces = Spaces(chunks: false);
        await spaces.PutBucketAsync("whole", Cancel);
        using var http = new HttpClient(new Meddler());
        var config = new AmazonS3Config { ServiceURL = Client.BaseAddress!.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0, HttpClientFactory = new Given(http) };
        using var meddled = new AmazonS3Client(new Amazon.Runtime.BasicAWSCredentials(CloudSettings.DefaultSpacesKey, CloudSettings.DefaultSpacesSecret), config);
        foreach (var chunks in new[] { true, false })
        {
            var refusal = await RefusalAsync(() => meddled.PutObjectAsync(new PutObjectRequest { BucketName = "whole", Key = "k", ContentBody = "good", UseChunkEncoding = chunks }, Cancel));
            Assert.That(refusal, Is.EqualTo(chunks ? "403 SignatureDoesNotMatch" : "400 XAmzContentSHA256Mismatch"));
        }

        Assert.That(await RefusalAsync(() => spaces.GetObjectAsync("whole", "k", Cancel)), Is.EqualTo("404 NoSuchKey"));
    }

    [Test]
    public async Task The_other_apis_are_served_as_before()
    {
        await OkAsync("GET", "/v2/account");
        Client.DefaultRequestHeaders.Authorization = null;
        await RefusedAsync(401, "Unauthorized", "GET", "/v2/account");
        await RefusedAsync(401, "Unauthorized", "GET", "/somewhere/else");
    }

    private async Task<string> CodeAsync(string url)
    {
        using var answer = await Client.GetAsync(new Uri(url), Cancel);
        return $"{(int)answer.StatusCode} {XElement.Parse(await answer.Content.ReadAsStringAsync(Cancel)).Element("Code")!.Value}";
    }

    /// <summary>Changes a body between the client that signed it and the server.</summary>
    private sealed class Meddler() : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = (await request.Content!.ReadAsStringAsync(cancellationToken)).Replace("good", "evil", StringComparison.Ordinal);
            var meddled = new StringContent(body);
            meddled.Headers.Clear();
            foreach (var header in request.Content.Headers)
                meddled.Headers.TryAddWithoutValidation(header.Key, header.Value);
            request.Content = meddled;
            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Given(HttpClient http) : Amazon.Runtime.HttpClientFactory
    {
        public override HttpClient CreateHttpClient(Amazon.Runtime.IClientConfig clientConfig) => http;

        public override bool DisposeHttpClientsAfterUse(Amazon.Runtime.IClientConfig clientConfig) => false;
    }
}
