using System.Text.Json;
using System.Text.Json.Nodes;
using E3.Engine.Properties;
using E3.Engine.Providers.Http;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.Tailscale;

/// <summary>Keys, devices and the policy file through Tailscale's v2 API (Headscale speaks it too), with the official provider's settings and state.</summary>
internal sealed class TailscaleProvider : ResourceProvider
{
    /// <summary>The version of the official package whose resources these are.</summary>
    public const string PackageVersion = "0.29.0";

    private static readonly ResourceSchema Schema = new("pulumi:providers:tailscale",
    [
        PropertySpec.Text("apiKey"), PropertySpec.Text("oauthClientId"), PropertySpec.Text("oauthClientSecret"), PropertySpec.Text("tailnet"),
        PropertySpec.Text("baseUrl"), PropertySpec.List("scopes", PropertyKind.Text), PropertySpec.Text("userAgent"), PropertySpec.Text("audience"),
        PropertySpec.Text("identityToken"), PropertySpec.Text("identityTokenEnvironmentVariableName"),
    ]);

    private readonly ProviderServices _services;
    private readonly Tailnet _tailnet;

    public TailscaleProvider(ProviderServices services) : this(services, new Tailnet()) { }

    private TailscaleProvider(ProviderServices services, Tailnet tailnet) : base(
        [new TailnetKeyResource(tailnet), new AclResource(tailnet), new DeviceTagsResource(tailnet), new DeviceAuthorizationResource(tailnet)],
        [new GetDevice(tailnet), new GetDevices(tailnet)])
    {
        _services = services;
        _tailnet = tailnet;
    }

    /// <inheritdoc/>
    public override string Package => "tailscale";

    /// <inheritdoc/>
    public override string Version => PackageVersion;

    /// <inheritdoc/>
    protected override ResourceSchema Settings => Schema;

    /// <inheritdoc/>
    public override async Task<CheckResult> CheckConfigAsync(PropertyMap config, CancellationToken cancel)
    {
        var result = await base.CheckConfigAsync(config, cancel);
        if (result.Failures.Length > 0) return result;
        if (config.ContainsKey("apiKey") && (config.ContainsKey("oauthClientId") || config.ContainsKey("oauthClientSecret")))
            return result with { Failures = [new CheckFailure("apiKey", "give either an API key or an OAuth client, not both")] };
        if (config.ContainsKey("audience") || config.ContainsKey("identityToken") || config.ContainsKey("identityTokenEnvironmentVariableName"))
            return result with { Failures = [new CheckFailure("identityToken", "workload identity is not in the embedded provider; use an API key or an OAuth client, or the official provider")] };
        return Endpoint(config) is null && !config.IsUnknown("baseUrl")
            ? result with { Failures = [new CheckFailure("baseUrl", "must be an absolute https:// address; http:// only to this machine, for the key would travel in clear")] }
            : result;
    }

    /// <inheritdoc/>
    public override async Task ConfigureAsync(PropertyMap config, CancellationToken cancel)
    {
        var endpoint = Endpoint(config) ?? throw new ProviderException("tailscale:baseUrl is no https:// address");
        var http = _services.NewHttpClient();
        var oauthId = await SettingAsync(config, "oauthClientId", cancel, "TAILSCALE_OAUTH_CLIENT_ID", "OAUTH_CLIENT_ID");
        var oauthSecret = await SettingAsync(config, "oauthClientSecret", cancel, "TAILSCALE_OAUTH_CLIENT_SECRET", "OAUTH_CLIENT_SECRET");
        var apiKey = await SettingAsync(config, "apiKey", cancel, "TAILSCALE_API_KEY");
        var settings = new ApiSettings("Tailscale", endpoint, (_, _) => Task.CompletedTask, Explain, Remedy)
        {
            Naming = JsonNamingPolicy.CamelCase,
            // The limits are not documented; this is far below what is known to be refused.
            Pace = new RequestPace(60, TimeSpan.FromMinutes(1), _services.Clock),
        };
        var credentials = oauthId is not null && apiKey is null
            ? (ITailscaleCredentials)new OAuthCredentials(http, settings, oauthId, oauthSecret, config.Texts("scopes"), _services.Clock)
            : new ApiKeyCredentials(apiKey);
        _tailnet.Open(
            new ApiClient(http, settings with { Authorize = credentials.AuthorizeAsync }, _services.Clock),
            config.Text("tailnet") ?? Variable("TAILSCALE_TAILNET") ?? "-", _services.Clock,
            canAsk: (apiKey is not null || oauthId is not null) && !config.Any(setting => setting.Value.ContainsUnknowns));
    }

    internal static string Explain(string body)
    {
        try
        {
            return (string?)(JsonNode.Parse(body) as JsonObject)?["message"] ?? "";
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // A proxy's page, not the API's answer; the status says enough.
            return "";
        }
    }

    private static string? Remedy(int status, string words) => status switch
    {
        401 => "The credentials are wrong or expired: set tailscale:apiKey, or tailscale:oauthClientId and oauthClientSecret",
        403 => "The credentials may not do that: an OAuth client needs the scope auth_keys and must own the tags",
        404 => "Check tailscale:tailnet and tailscale:baseUrl",
        _ => null,
    };

    private Uri? Endpoint(PropertyMap config)
    {
        var text = config.Text("baseUrl") ?? Variable("TAILSCALE_BASE_URL") ?? "https://api.tailscale.com";
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback)) ? uri : null;
    }

    /// <summary>A setting, or the first of the variables that is set; <c>file:PATH</c> stands for what is in the file.</summary>
    private async Task<string?> SettingAsync(PropertyMap config, string name, CancellationToken cancel, params string[] variables)
    {
        var value = config.Text(name) ?? variables.Select(Variable).FirstOrDefault(found => found is not null);
        if (value is null || !value.StartsWith("file:", StringComparison.Ordinal)) return value;
        var path = Path.Combine(_services.WorkingDirectory, value["file:".Length..]);
        try
        {
            return (await File.ReadAllTextAsync(path, cancel)).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProviderException($"tailscale:{name} names the file {path}, which cannot be read: {error.Message}", error);
        }
    }

    private string? Variable(string name) => _services.Environment(name) is { Length: > 0 } value ? value : null;
}
