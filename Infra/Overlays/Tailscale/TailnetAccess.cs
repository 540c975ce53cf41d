using System.Collections.Immutable;
using System.Text.Json;
using Pulumi;

namespace E3.Infra.Overlays.Tailscale;

/// <summary>Who may change a tailnet: an API key, or an OAuth client with the scope <c>devices:core</c>.</summary>
/// <param name="BaseUrl">Where the API is; null for Tailscale's.</param>
/// <param name="ApiKey">An API access token.</param>
/// <param name="ClientId">An OAuth client's id.</param>
/// <param name="ClientSecret">Its secret.</param>
/// <param name="Scopes">Which of its scopes to ask for; none for all.</param>
internal sealed record TailnetAccess(string? BaseUrl, string? ApiKey, string? ClientId, string? ClientSecret, ImmutableArray<string> Scopes)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The API that Tailscale itself serves.</summary>
    public const string Tailscale = "https://api.tailscale.com";

    /// <summary>Whether there is anything to show to the API.</summary>
    public bool HasCredentials => ApiKey is { Length: > 0 } || ClientSecret is { Length: > 0 };

    /// <summary>
    /// What the stack's settings for the Tailscale provider say, as JSON and a secret. What is in the provider's environment variables
    /// instead is not written down: it is read when it is needed.
    /// </summary>
    public static Output<string> OfSettings()
    {
        var settings = new Pulumi.Config("tailscale");
        return Output.CreateSecret(JsonSerializer.Serialize(
            new TailnetAccess(
                settings.Get("baseUrl"), settings.Get("apiKey"), settings.Get("oauthClientId"), settings.Get("oauthClientSecret"),
                settings.GetObject<ImmutableArray<string>?>("scopes") ?? []),
            Json));
    }

    /// <summary>The variables that the Tailscale provider reads.</summary>
    public static TailnetAccess OfEnvironment(Func<string, string?> variable) => new(
        variable("TAILSCALE_BASE_URL"),
        variable("TAILSCALE_API_KEY"),
        variable("TAILSCALE_OAUTH_CLIENT_ID") ?? variable("OAUTH_CLIENT_ID"),
        variable("TAILSCALE_OAUTH_CLIENT_SECRET") ?? variable("OAUTH_CLIENT_SECRET"),
        []);

    /// <exception cref="JsonException">It is not what <see cref="OfSettings"/> wrote.</exception>
    public static TailnetAccess Parse(string json) => JsonSerializer.Deserialize<TailnetAccess>(json, Json) ?? throw new JsonException("nothing there");
}
