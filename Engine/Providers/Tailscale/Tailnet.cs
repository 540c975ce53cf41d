using System.Collections.Immutable;
using E3.Engine.Providers.Http;

namespace E3.Engine.Providers.Tailscale;

/// <summary>The tailnet that the settings name, and what it has.</summary>
internal sealed class Tailnet
{
    private ApiClient? _client;
    private string _name = "-";
    private TimeProvider? _clock;

    public ApiClient Client => _client ?? throw new ProviderException("the Tailscale provider was used before it was configured");

    public TimeProvider Clock => _clock ?? throw new ProviderException("the Tailscale provider was used before it was configured");

    /// <summary>Whether the settings were all known, so that a preview may ask.</summary>
    public bool CanAsk { get; private set; }

    public string Policy => $"/api/v2/tailnet/{Uri.EscapeDataString(_name)}/acl";

    public string Devices => $"/api/v2/tailnet/{Uri.EscapeDataString(_name)}/devices";

    public string Keys => $"/api/v2/tailnet/{Uri.EscapeDataString(_name)}/keys";

    public void Open(ApiClient client, string name, TimeProvider clock, bool canAsk) => (_client, _name, _clock, CanAsk) = (client, name, clock, canAsk);

    public string Key(string id) => $"{Keys}/{Uri.EscapeDataString(id)}";
}

// What is used of Tailscale's answers (https://tailscale.com/api#tag/keys); unlike DigitalOcean's they are in camel case.

internal sealed record KeyList(ImmutableArray<AuthKey> Keys);

internal sealed record AuthKey(
    string Id, string? Key, string? Description, string? KeyType, DateTimeOffset? Created, DateTimeOffset? Expires,
    long? ExpirySeconds, bool? Invalid, DateTimeOffset? Revoked,
    string? UserId, Capabilities? Capabilities);

internal sealed record Capabilities(Devices? Devices);

internal sealed record Devices(DeviceCreate? Create);

internal sealed record DeviceCreate(bool Reusable, bool Ephemeral, bool Preauthorized, ImmutableArray<string> Tags);
