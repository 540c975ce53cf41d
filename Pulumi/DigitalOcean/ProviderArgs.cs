namespace Pulumi.DigitalOcean;

/// <summary>Settings of a DigitalOcean provider.</summary>
public sealed class ProviderArgs : ResourceArgs
{
    /// <summary>New, with the addresses that the environment names.</summary>
    public ProviderArgs()
    {
        ApiEndpoint = Environment.GetEnvironmentVariable("DIGITALOCEAN_API_URL") ?? "https://api.digitalocean.com";
        if (Environment.GetEnvironmentVariable("SPACES_ENDPOINT_URL") is { } spaces)
        {
            SpacesEndpoint = spaces;
        }
    }

    /// <summary>New, with nothing set.</summary>
    public static new ProviderArgs Empty => new();

    /// <summary>Address of the API; also DIGITALOCEAN_API_URL; null = https://api.digitalocean.com.</summary>
    [Input("apiEndpoint")]
    public Input<string>? ApiEndpoint { get; set; }

    /// <summary>How often a failed request is tried again.</summary>
    [Input("httpRetryMax", json: true)]
    public Input<int>? HttpRetryMax { get; set; }

    /// <summary>The longest wait before a further try, in seconds.</summary>
    [Input("httpRetryWaitMax", json: true)]
    public Input<double>? HttpRetryWaitMax { get; set; }

    /// <summary>The shortest wait before a further try, in seconds.</summary>
    [Input("httpRetryWaitMin", json: true)]
    public Input<double>? HttpRetryWaitMin { get; set; }

    /// <summary>How many requests a second at most; 0 = no limit.</summary>
    [Input("requestsPerSecond", json: true)]
    public Input<double>? RequestsPerSecond { get; set; }

    /// <summary>Access key for Spaces.</summary>
    [Input("spacesAccessId")]
    public Input<string>? SpacesAccessId { get; set; }

    /// <summary>Address of Spaces; also SPACES_ENDPOINT_URL.</summary>
    [Input("spacesEndpoint")]
    public Input<string>? SpacesEndpoint { get; set; }

    /// <summary>Secret key for Spaces.</summary>
    [Input("spacesSecretKey")]
    public Input<string>? SpacesSecretKey { get; set; }

    /// <summary>The API token.</summary>
    [Input("token")]
    public Input<string>? Token { get; set; }
}
