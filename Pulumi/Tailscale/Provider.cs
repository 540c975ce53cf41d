namespace Pulumi.Tailscale;

/// <summary>The Tailscale provider with settings of its own; without one, the stack's settings hold.</summary>
[ResourceType("pulumi:providers:tailscale", Defaults.Version)]
public class Provider : ProviderResource
{
    /// <summary>Declares one.</summary>
    /// <param name="name">Its name in the program.</param>
    /// <param name="args">Its settings.</param>
    /// <param name="options">Everything else.</param>
    public Provider(string name, ProviderArgs? args = null, CustomResourceOptions? options = null)
        : base("tailscale", name, args ?? new(), MakeOptions(options))
    {
    }

    /// <summary>The API key.</summary>
    [Output("apiKey")]
    public Output<string?> ApiKey { get; private set; } = null!;

    /// <summary>Audience for the identity token, where the provider fetches one.</summary>
    [Output("audience")]
    public Output<string?> Audience { get; private set; } = null!;

    /// <summary>Address of the API; null = https://api.tailscale.com.</summary>
    [Output("baseUrl")]
    public Output<string?> BaseUrl { get; private set; } = null!;

    /// <summary>A token to log in with instead of an API key.</summary>
    [Output("identityToken")]
    public Output<string?> IdentityToken { get; private set; } = null!;

    /// <summary>The environment variable that holds the identity token.</summary>
    [Output("identityTokenEnvironmentVariableName")]
    public Output<string?> IdentityTokenEnvironmentVariableName { get; private set; } = null!;

    /// <summary>The OAuth client, instead of an API key.</summary>
    [Output("oauthClientId")]
    public Output<string?> OauthClientId { get; private set; } = null!;

    /// <summary>The OAuth client's secret.</summary>
    [Output("oauthClientSecret")]
    public Output<string?> OauthClientSecret { get; private set; } = null!;

    /// <summary>The tailnet; null = the one that the key belongs to.</summary>
    [Output("tailnet")]
    public Output<string?> Tailnet { get; private set; } = null!;

    /// <summary>How the provider names itself to the API.</summary>
    [Output("userAgent")]
    public Output<string?> UserAgent { get; private set; } = null!;

    private static CustomResourceOptions MakeOptions(CustomResourceOptions? options) => Defaults.Under(options, id: "", secretOutputs: ["apiKey", "identityToken", "oauthClientSecret"]);
}
