using System.Collections.Concurrent;
using System.Net;
using Amazon.Runtime;
using Amazon.S3;

namespace E3.Engine.Providers.DigitalOcean.Spaces;

/// <summary>Spaces through Amazon's client, one for each region; its errors become those that people are shown.</summary>
internal sealed class SpacesClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ConcurrentDictionary<string, AmazonS3Client> _regions = new(StringComparer.OrdinalIgnoreCase);
    private SpacesSettings? _settings;
    private ProviderServices? _services;

    public void Open(SpacesSettings settings, ProviderServices services)
    {
        (_settings, _services) = (settings, services);
        _regions.Clear();
    }

    /// <summary>Calls Spaces in a region. Without a limit (an upload takes what it takes) a call may last as long as it moves.</summary>
    public async Task<T> CallAsync<T>(string region, string what, Func<AmazonS3Client, CancellationToken, Task<T>> call, CancellationToken cancel, bool limited = true)
    {
        var client = _regions.GetOrAdd(region, Connect);
        using var patience = new CancellationTokenSource(limited ? Patience : Timeout.InfiniteTimeSpan, _services!.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            return await call(client, either.Token);
        }
        catch (AmazonS3Exception error)
        {
            throw new SpacesRefusal(Explain(what, error), error.StatusCode == 0 ? null : error.StatusCode, error.ErrorCode, error);
        }
        catch (OperationCanceledException error) when (!cancel.IsCancellationRequested)
        {
            throw new SpacesRefusal($"Spaces: {what} was not answered within {Patience.TotalSeconds:0} s", null, "", error);
        }
        catch (ObjectDisposedException error)
        {
            // What Amazon's client makes of an answer that breaks off while it is read.
            throw new SpacesRefusal($"Spaces: {what} at {_settings!.Address(region)} failed: the connection broke", null, "", error);
        }
        catch (Exception error) when (error is AmazonClientException or AmazonServiceException or HttpRequestException or IOException)
        {
            throw new SpacesRefusal($"Spaces: {what} at {_settings!.Address(region)} failed: {error.GetBaseException().Message}", null, "", error);
        }
    }

    /// <summary>The same, and null when what was asked for is not there.</summary>
    public async Task<T?> FindAsync<T>(string region, string what, Func<AmazonS3Client, CancellationToken, Task<T>> call, CancellationToken cancel) where T : class
    {
        try
        {
            return await CallAsync(region, what, call, cancel);
        }
        catch (SpacesRefusal refusal) when (refusal.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Runs work whose refusals are shown as they stand.</summary>
    public static async Task<T> ForPeopleAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (SpacesRefusal refusal)
        {
            throw new ProviderException(refusal.Message, refusal) { OutcomeUnknown = refusal.IsAmbiguous };
        }
    }

    private AmazonS3Client Connect(string region)
    {
        var settings = _settings ?? throw new ProviderException("the DigitalOcean provider was used before it was configured");
        if (settings.AccessId is null || settings.SecretKey is null)
        {
            throw new ProviderException(
                "there is no key for Spaces: set digitalocean:spacesAccessId and spacesSecretKey (a secret), or SPACES_ACCESS_KEY_ID and SPACES_SECRET_ACCESS_KEY");
        }
        return new AmazonS3Client(new BasicAWSCredentials(settings.AccessId, settings.SecretKey), new AmazonS3Config
        {
            ServiceURL = (settings.Address(region) ?? throw new ProviderException($"digitalocean:spacesEndpoint {settings.Mistake}")).ToString(),
            // Spaces signs for this one whatever the region: https://docs.digitalocean.com/products/spaces/how-to/use-aws-sdks/
            AuthenticationRegion = "us-east-1",
            ForcePathStyle = true,
            IgnoreConfiguredEndpointUrls = true,
            MaxErrorRetry = settings.Retries,
            // What Amazon added of late not every other server knows.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            HttpClientFactory = new SharedHttp(_services!),
        });
    }

    private static string Explain(string what, AmazonS3Exception error)
    {
        // A HEAD has no body to say why.
        var words = error.ErrorCode is { Length: > 0 } code && error.Message is { Length: > 0 } message && !int.TryParse(code, out _) ? $"{code}: {message}" : ((int)error.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var remedy = error.ErrorCode switch
        {
            "InvalidAccessKeyId" or "SignatureDoesNotMatch" => ". Check digitalocean:spacesAccessId and spacesSecretKey",
            "RequestTimeTooSkewed" => ". Set this machine's clock",
            _ when error.StatusCode == HttpStatusCode.Forbidden => ". The key may not do that, or it is another account's",
            _ => "",
        };
        return $"Spaces: {what} answered {words}{remedy}";
    }

    private sealed class SharedHttp(ProviderServices services) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => services.NewHttpClient();

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }
}

/// <summary>Spaces refused (<paramref name="status"/> and its code) or did not answer (null).</summary>
internal sealed class SpacesRefusal(string message, HttpStatusCode? status, string code, Exception inner) : Exception(message, inner)
{
    public HttpStatusCode? Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>The request may have been carried out although it failed.</summary>
    public bool IsAmbiguous => Status is null || (int)Status >= 500;
}
