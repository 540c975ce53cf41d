using System.Globalization;
using E3.LocalCloud.State;

namespace E3.LocalCloud.Api.Tailscale;

/// <summary>How Tailscale's API shows a device: https://tailscale.com/api#tag/devices.</summary>
internal static class DeviceView
{
    public static string LegacyId(TailnetDevice device) => device.Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>A device; with <paramref name="all"/> also what is shown only when all fields are asked for.</summary>
    public static Dictionary<string, object> Of(TailnetDevice device, bool all = false)
    {
        var shown = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["addresses"] = device.Addresses,
            ["id"] = LegacyId(device),
            ["nodeId"] = device.NodeId,
            ["user"] = device.Tags.IsEmpty ? "operator@local-cloud.invalid" : "tagged-devices",
            ["name"] = device.Name,
            ["hostname"] = device.Hostname,
            ["clientVersion"] = "",
            ["updateAvailable"] = false,
            ["os"] = device.Os,
            ["created"] = device.Created,
            ["connectedToControl"] = device.Online,
            ["keyExpiryDisabled"] = device.KeyExpiryDisabled,
            ["expires"] = device.Expires,
            ["authorized"] = device.Authorized,
            ["isExternal"] = false,
            ["isEphemeral"] = device.Ephemeral,
            ["machineKey"] = device.MachineKey,
            ["nodeKey"] = device.NodeKey,
            ["blocksIncomingConnections"] = false,
            ["tailnetLockKey"] = "",
            ["tailnetLockError"] = "",
        };
        if (!device.Tags.IsEmpty)
            shown["tags"] = device.Tags;
        if (all)
        {
            shown["sshEnabled"] = false;
            shown["advertisedRoutes"] = Array.Empty<string>();
            shown["enabledRoutes"] = device.Routes;
            shown["clientConnectivity"] = new
            {
                Endpoints = device.Endpoint is { } endpoint ? new[] { endpoint } : [],
                Derp = "",
                MappingVariesByDestIP = false,
                Latency = new { },
                ClientSupports = new { HairPinning = false, Ipv6 = false, Pcp = false, Pmp = false, Udp = device.Endpoint is not null, Upnp = false },
            };
        }

        // Said only of one that is not there now.
        if (!device.Online)
            shown["lastSeen"] = device.LastSeen;
        return shown;
    }
}
