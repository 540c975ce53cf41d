namespace Pulumi.DigitalOcean;

/// <summary>The DigitalOcean provider with settings of its own; without one, the stack's settings hold.</summary>
[ResourceType("pulumi:providers:digitalocean", Defaults.Version)]
public class Provider : ProviderResource
{
    /// <summary>Declares one.</summary>
    /// <param name="name">Its name in the program.</param>
    /// <param name="args">Its settings.</param>
    /// <param name="options">Everything else.</param>
    public Provider(string name, ProviderArgs? args = null, CustomResourceOptions? options = null)
        : base("digitalocean", name, args ?? new(), MakeOptions(options))
    {
    }

    /// <summary>Address of the API; also DIGITALOCEAN_API_URL; null = https://api.digitalocean.com.</summary>
    [Output("apiEndpoint")]
    public Output<string?> ApiEndpoint { get; private set; } = null!;

    /// <summary>Access key for Spaces.</summary>
    [Output("spacesAccessId")]
    public Output<string?> SpacesAccessId { get; private set; } = null!;

    /// <summary>Address of Spaces; also SPACES_ENDPOINT_URL.</summary>
    [Output("spacesEndpoint")]
    public Output<string?> SpacesEndpoint { get; private set; } = null!;

    /// <summary>Secret key for Spaces.</summary>
    [Output("spacesSecretKey")]
    public Output<string?> SpacesSecretKey { get; private set; } = null!;

    /// <summary>The API token.</summary>
    [Output("token")]
    public Output<string?> Token { get; private set; } = null!;

    private static CustomResourceOptions MakeOptions(CustomResourceOptions? options) => Defaults.Under(options, id: "");
}
