namespace Pulumi.Tailscale;

/// <summary>Settings of a Tailscale provider.</summary>
public sealed class ProviderArgs : ResourceArgs
{
    [Input("apiKey")]
    private Input<string>? _apiKey;

    [Input("identityToken")]
    private Input<string>? _identityToken;

    [Input("oauthClientSecret")]
    private Input<string>? _oauthClientSecret;

    [Input("scopes", json: true)]
    private InputList<string>? _scopes;

    /// <summary>New, with the provider's usual name for itself.</summary>
    public ProviderArgs() => UserAgent = $"Pulumi/3.0 (https://www.pulumi.com) pulumi-tailscale/{Defaults.Version}";

    /// <summary>New, with nothing set.</summary>
    public static new ProviderArgs Empty => new();

    /// <summary>The API key. Secret, whatever is given.</summary>
    public Input<string>? ApiKey
    {
        get => _apiKey;
        set => _apiKey = Secret.Of(value);
    }

    /// <summary>Audience for the identity token, where the provider fetches one.</summary>
    [Input("audience")]
    public Input<string>? Audience { get; set; }

    /// <summary>Address of the API; null = https://api.tailscale.com.</summary>
    [Input("baseUrl")]
    public Input<string>? BaseUrl { get; set; }

    /// <summary>A token to log in with instead of an API key. Secret, whatever is given.</summary>
    public Input<string>? IdentityToken
    {
        get => _identityToken;
        set => _identityToken = Secret.Of(value);
    }

    /// <summary>The environment variable that holds the identity token.</summary>
    [Input("identityTokenEnvironmentVariableName")]
    public Input<string>? IdentityTokenEnvironmentVariableName { get; set; }

    /// <summary>The OAuth client, instead of an API key.</summary>
    [Input("oauthClientId")]
    public Input<string>? OauthClientId { get; set; }

    /// <summary>The OAuth client's secret. Secret, whatever is given.</summary>
    public Input<string>? OauthClientSecret
    {
        get => _oauthClientSecret;
        set => _oauthClientSecret = Secret.Of(value);
    }

    /// <summary>What the OAuth client may do.</summary>
    public InputList<string> Scopes
    {
        get => _scopes ??= [];
        set => _scopes = value;
    }

    /// <summary>The tailnet; null = the one that the key belongs to.</summary>
    [Input("tailnet")]
    public Input<string>? Tailnet { get; set; }

    /// <summary>How the provider names itself to the API.</summary>
    [Input("userAgent")]
    public Input<string>? UserAgent { get; set; }
}
