using System.Collections.Immutable;
using E3.Engine.Properties;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.Tailscale;

/// <summary>A device as Tailscale tells of it (https://tailscale.com/api#tag/devices).</summary>
internal sealed record Device(
    string Id, string? NodeId, string? Name, string? Hostname, bool Authorized, ImmutableArray<string>? Tags, ImmutableArray<string>? Addresses, bool BlocksIncomingConnections,
    string? ClientVersion, string? Created, string? Expires, bool IsExternal, bool KeyExpiryDisabled, string? LastSeen, string? MachineKey, string? NodeKey, string? Os,
    string? TailnetLockError, string? TailnetLockKey, bool UpdateAvailable, string? User)
{
    public static string PathOf(string id) => $"/api/v2/device/{Uri.EscapeDataString(id)}";

    public PropertyMap ToProperties()
    {
        var map = PropertyMap.Empty
            .With("addresses", (Addresses ?? []).ToProperty())
            .With("tags", (Tags ?? []).ToProperty());
        foreach (var (name, value) in new[] { ("authorized", Authorized), ("blocksIncomingConnections", BlocksIncomingConnections), ("isExternal", IsExternal), ("keyExpiryDisabled", KeyExpiryDisabled), ("updateAvailable", UpdateAvailable) })
            map = map.With(name, new PropertyValue.Bool(value));
        foreach (var (name, value) in new[]
        {
            ("id", Id), ("nodeId", NodeId), ("name", Name), ("hostname", Hostname), ("clientVersion", ClientVersion), ("created", Created), ("expires", Expires), ("lastSeen", LastSeen),
            ("machineKey", MachineKey), ("nodeKey", NodeKey), ("os", Os), ("tailnetLockError", TailnetLockError), ("tailnetLockKey", TailnetLockKey), ("user", User),
        })
            map = map.With(name, new PropertyValue.Text(value ?? ""));
        return map;
    }
}

internal sealed record DeviceList(ImmutableArray<Device> Devices);
