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

    /// <summary>Status and S3's code of a refusal.</summary>
    protected static async Task<string> RefusalAsync(Func<Task> call)
    {
        var refused = await Assert.CatchAsync<AmazonS3Exception>(async () => await call());
        return $"{(int)refused!.StatusCode} {refused.ErrorCode}";
    }
}
