using System.Net.Http.Headers;
using E3.Engine.Properties;
using E3.Engine.Providers.DigitalOcean.Domains;
using E3.Engine.Providers.DigitalOcean.Images;
using E3.Engine.Providers.DigitalOcean.LookUps;
using E3.Engine.Providers.DigitalOcean.Networking;
using E3.Engine.Providers.DigitalOcean.Projects;
using E3.Engine.Providers.DigitalOcean.Spaces;
using E3.Engine.Providers.DigitalOcean.Volumes;
using E3.Engine.Providers.Http;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean;

/// <summary>Droplets and what goes with them through DigitalOcean's v2 API, with the official provider's settings and state.</summary>
internal sealed class DigitalOceanProvider : ResourceProvider
{
    /// <summary>The version of the official package whose resources these are.</summary>
    public const string PackageVersion = "4.76.0";

    private static readonly ResourceSchema Schema = new("pulumi:providers:digitalocean",
    [
        PropertySpec.Text("token"), PropertySpec.Text("apiEndpoint"), PropertySpec.Number("httpRetryMax"), PropertySpec.Number("httpRetryWaitMin"),
        PropertySpec.Number("httpRetryWaitMax"), PropertySpec.Number("requestsPerSecond"), PropertySpec.Text("spacesAccessId"),
        PropertySpec.Text("spacesSecretKey"), PropertySpec.Text("spacesEndpoint"),
    ]);

    private readonly ProviderServices _services;
    private readonly Connection _connection;
    private readonly SpacesClient _spaces;

    public DigitalOceanProvider(ProviderServices services) : this(services, new Connection(), new SpacesClient()) { }

    private DigitalOceanProvider(ProviderServices services, Connection connection, SpacesClient spaces)
        : base(
            [
                new DropletResource(connection), new CustomImageResource(connection), new SshKeyResource(connection), new TagResource(connection), new FirewallResource(connection),
                new VpcResource(connection), new ReservedIpResource(connection), new ReservedIpAssignmentResource(connection),
                new VolumeResource(connection), new VolumeAttachmentResource(connection), new DomainResource(connection), new DnsRecordResource(connection),
                new ProjectResourceType(connection), new ProjectResourcesResource(connection),
                new SpacesBucketResource(spaces), new SpacesBucketObjectResource(spaces, services),
            ],
            [
                .. new CatalogueLookUps(connection).All, .. new AccountLookUps(connection).All, .. new DropletLookUps(connection).All,
                .. new ResourceLookUps(connection).All, .. new DomainLookUps(connection).All, .. new SpacesLookUps(spaces).All,
            ])
    {
        _services = services;
        _connection = connection;
        _spaces = spaces;
    }

    /// <inheritdoc/>
    public override string Package => "digitalocean";

    /// <inheritdoc/>
    public override string Version => PackageVersion;

    /// <inheritdoc/>
    protected override ResourceSchema Settings => Schema;

    /// <inheritdoc/>
    public override async Task<CheckResult> CheckConfigAsync(PropertyMap config, CancellationToken cancel)
    {
        var result = await base.CheckConfigAsync(config, cancel);
        if (result.Failures.Length > 0) return result;
        if (!config.IsUnknown("spacesEndpoint") && SpacesSettings.Of(config, Variable, 0).Mistake is { } mistake)
            return result with { Failures = [new CheckFailure("spacesEndpoint", mistake)] };
        if (config.IsUnknown("apiEndpoint")) return result;
        return Endpoint(config) is null
            ? result with { Failures = [new CheckFailure("apiEndpoint", "must be an absolute https:// address; http:// only to this machine, for the token would travel in clear")] }
            : result;
    }

    /// <inheritdoc/>
    public override Task ConfigureAsync(PropertyMap config, CancellationToken cancel)
    {
        var token = config.Text("token") ?? Variable("DIGITALOCEAN_TOKEN") ?? Variable("DIGITALOCEAN_ACCESS_TOKEN");
        var endpoint = Endpoint(config) ?? throw new ProviderException("digitalocean:apiEndpoint is no https:// address");
        var perSecond = Setting(config, "requestsPerSecond", "DIGITALOCEAN_REQUESTS_PER_SECOND") ?? 0;
        var settings = new ApiSettings("DigitalOcean", endpoint, Authorize, DigitalOceanApi.Explain, DigitalOceanApi.Remedy)
        {
            // DigitalOcean allows 250 a minute; some are left for others who use the token.
            Pace = perSecond > 0
                ? new RequestPace((int)Math.Ceiling(perSecond), TimeSpan.FromSeconds(Math.Ceiling(perSecond) / perSecond), _services.Clock)
                : new RequestPace(240, TimeSpan.FromMinutes(1), _services.Clock),
            Retries = (int)(Setting(config, "httpRetryMax", "DIGITALOCEAN_HTTP_RETRY_MAX") ?? 4),
            ShortestPause = TimeSpan.FromSeconds(Setting(config, "httpRetryWaitMin", "DIGITALOCEAN_HTTP_RETRY_WAIT_MIN") ?? 1),
            LongestPause = TimeSpan.FromSeconds(Setting(config, "httpRetryWaitMax", "DIGITALOCEAN_HTTP_RETRY_WAIT_MAX") ?? 30),
        };
        _spaces.Open(SpacesSettings.Of(config, Variable, settings.Retries), _services);
        var http = _services.NewHttpClient();
        _connection.Open(
            new DigitalOceanApi(new ApiClient(http, settings, _services.Clock), _services.Clock),
            new DigitalOceanApi(new ApiClient(http, settings with { Retries = 0 }, _services.Clock), _services.Clock),
            hasToken: token is not null && !config.IsUnknown("token") && !config.IsUnknown("apiEndpoint"));
        return Task.CompletedTask;

        Task Authorize(HttpRequestMessage request, CancellationToken _)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token
                ?? throw new ProviderException("there is no DigitalOcean token: set digitalocean:token (a secret) or DIGITALOCEAN_TOKEN"));
            return Task.CompletedTask;
        }
    }

    private Uri? Endpoint(PropertyMap config)
    {
        var text = config.Text("apiEndpoint") ?? Variable("DIGITALOCEAN_API_URL") ?? "https://api.digitalocean.com";
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback)) ? uri : null;
    }

    private double? Setting(PropertyMap config, string name, string variable) =>
        config.Number(name) ?? (Variable(variable) is { } text ? PropertyMap.Empty.With("", new PropertyValue.Text(text)).Number("") : null);

    private string? Variable(string name) => _services.Environment(name) is { Length: > 0 } value ? value : null;
}
