using System.Globalization;
using E3.LocalCloud.State;

namespace E3.LocalCloud.Api.Tailscale;

/// <summary>How Tailscale's API shows a device: https://tailscale.com/api#tag/devices.</summary>
internal static class DeviceView
{
    public static string LegacyId(TailnetDevice device) => device.Id.ToString(CultureInfo.InvariantCulture);

    public static Dictionary<string, object> Of(TailnetDevice device)
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
            ["lastSeen"] = device.LastSeen,
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
        return shown;
    }
}
