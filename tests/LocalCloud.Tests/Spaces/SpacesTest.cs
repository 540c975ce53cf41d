using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using E3.LocalCloud.Tests.Api;

namespace E3.LocalCloud.Tests.Spaces;

/// <summary>Spaces as Amazon's own client sees it, which checks what it is answered and knows nothing of ours.</summary>
public abstract class SpacesTest : ApiTest
{
    private readonly List<AmazonS3Client> _clients = [];

    [TearDown]
    public void CloseClients()
    {
        foreach (var client in _clients)
            client.Dispose();
        _clients.Clear();
    }

    /// <summary>The client signs with the system's time, so the cloud's clock must show it too.</summary>
    [SetUp]
    public void SetClock() => Clock.SetUtcNow(TimeProvider.System.GetUtcNow());

    protected AmazonS3Client Spaces(string secret = CloudSettings.DefaultSpacesSecret, string id = CloudSettings.DefaultSpacesKey, string path = "", bool chunks = true)
    {
        var client = new AmazonS3Client(new BasicAWSCredentials(id, secret), new AmazonS3Config
        {
            ServiceURL = new Uri(Client.BaseAddress!, path).ToString(),
            ForcePathStyle = true,
            AuthenticationRegion = "us-east-1",
            MaxErrorRetry = 0,
            RequestChecksumCalculation = chunks ? RequestChecksumCalculation.WHEN_SUPPORTED : RequestChecksumCalculation.WHEN_REQUIRED,
        });
        _clients.Add(client);
        return client;
    }

    protected static async Task<string> TextAsync(IAmazonS3 spaces, string bucket, string key, string? version = null)
    {
        using var got = await spaces.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key, VersionId = version }, Cancel);
        using var reader = new StreamReader(got.ResponseStream);
        return await reader.ReadToEndAsync(Cancel);
    }

    /// <summary>A request signed with Version 4 here, for what Amazon's client does not send.</summary>
    protected async Task<HttpResponseMessage> SendSignedAsync(
        HttpMethod method, string path, byte[]? body = null, string payload = "UNSIGNED-PAYLOAD", params (string Name, string Value)[] headers)
    {
        var date = Clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{date[..8]}/us-east-1/s3/aws4_request";
        var all = headers.Append(("host", Client.BaseAddress!.Authority)).Append(("x-amz-content-sha256", payload)).Append(("x-amz-date", date)).OrderBy(header => header.Item1, StringComparer.Ordinal).ToArray();
        var names = string.Join(';', all.Select(header => header.Item1));
        var (resource, query) = (path.Split('?')[0], path.Split('?') is [_, var rest] ? rest : "");
        var canonical = $"{method}\n{resource}\n{query}\n{string.Concat(all.Select(header => $"{header.Item1}:{header.Item2}\n"))}\n{names}\n{payload}";
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + CloudSettings.DefaultSpacesSecret), (secret, part) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(part)));
        var text = $"AWS4-HMAC-SHA256\n{date}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
            request.Content = new ByteArrayContent(body);
        foreach (var (name, value) in all.Where(header => header.Item1 != "host"))
            request.Headers.TryAddWithoutValidation(name, value);
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential={CloudSettings.DefaultSpacesKey}/{scope}, SignedHeaders={names}, Signature={signature}");
        return await Client.SendAsync(request, Cancel);
    }

    /// <summary>Status and S3's code of a refusal.</summary>
    protected static async Task<string> RefusalAsync(Func<Task> call)
    {
        var refused = await Assert.CatchAsync<AmazonS3Exception>(async () => await call());
        return $"{(int)refused!.StatusCode} {refused.ErrorCode}";
    }
}
