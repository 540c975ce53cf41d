using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace E3.Infra.Config;

/// <summary>Reads <c>e3:devices</c>: a mapping of names to how each machine is reached.</summary>
internal sealed partial class DevicesReader(Mistakes mistakes, string path, JsonElement device)
{
    private static readonly string[] Keys = ["address", "seenAs", "user", "port", "place", "hostKey", "keyFile", "kind"];
    private static readonly string[] Kinds = ["raspberry-pi", "raspberry-pi-2", "wsl"];

    public static ImmutableArray<DeviceSettings> Read(string? text, Mistakes mistakes)
    {
        if (text is null)
        {
            return [];
        }

        if (Json.Parse(text) is not { ValueKind: JsonValueKind.Object } mapping)
        {
            mistakes.Value("devices", text, "a mapping of name to device, like { laptop: { address: 192.0.2.7, user: me } }");
            return [];
        }

        var devices = mapping.EnumerateObject().OrderBy(device => device.Name, StringComparer.Ordinal)
            .Select(device => new DevicesReader(mistakes, $"devices.{device.Name}", device.Value).Read(device.Name));
        return [.. devices.OfType<DeviceSettings>()];
    }

    private DeviceSettings? Read(string name)
    {
        if (!Names().IsMatch(name))
        {
            mistakes.Value(path, name, "named with lower-case letters, digits and dashes only");
        }

        if (device.ValueKind != JsonValueKind.Object)
        {
            mistakes.Value(path, Json.Shown(device), "a mapping, like { address: 192.0.2.7, user: me }");
            return null;
        }

        foreach (var key in device.EnumerateObject().Select(property => property.Name).Except(Keys))
        {
            mistakes.Unknown($"{path}.{key}", key, "a setting of a device", Keys);
        }

        if (Text("address", Addresses(), "a name or an IP address") is not { } address)
        {
            if (!device.TryGetProperty("address", out _))
            {
                mistakes.Missing($"{path}.address", "where SSH reaches the machine: a name or an IP address");
            }

            return null;
        }

        return new DeviceSettings(
            name,
            address,
            SeenAs(address),
            Text("user", Users(), "the name of a user there") ?? "root",
            Port(),
            Text("place", Names(), "a word, or a region's name for the latencies to expect") ?? "elsewhere",
            Text("hostKey", HostKeys(), "a type and a key, as in a line of known_hosts: ssh-ed25519 AAAA…"),
            Text("keyFile", Anything(), "the path of a private key"),
            Kind());
    }

    private string? SeenAs(string address)
    {
        var seen = Text("seenAs", Anything(), "the IPv4 address that the droplets see the machine at") ?? address;
        if (IPAddress.TryParse(seen, out var ip) && ip.AddressFamily == AddressFamily.InterNetwork)
        {
            return seen;
        }

        if (seen != address)
        {
            mistakes.Value($"{path}.seenAs", seen, "the IPv4 address that the droplets see the machine at");
        }

        return null;
    }

    private string? Kind()
    {
        var kind = Text("kind", Anything(), "the kind of a NixOS machine");
        if (kind is null || Kinds.Contains(kind))
        {
            return kind;
        }

        mistakes.Unknown($"{path}.kind: {kind}", kind, "a kind of NixOS machine", Kinds);
        return null;
    }

    private int Port()
    {
        if (!device.TryGetProperty("port", out var value))
        {
            return 22;
        }

        if (Json.Integer(value) is { } port and > 0 and < 65536)
        {
            return (int)port;
        }

        mistakes.Value($"{path}.port", Json.Shown(value), "a whole number from 1 to 65535");
        return 22;
    }

    private string? Text(string key, Regex form, string needed)
    {
        if (!device.TryGetProperty(key, out var value))
        {
            return null;
        }

        var text = Json.Shown(value);
        if (form.IsMatch(text))
        {
            return text;
        }

        mistakes.Value($"{path}.{key}", text, needed);
        return null;
    }

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]*[a-z0-9])?\z")]
    private static partial Regex Names();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9.:-]*\z")]
    private static partial Regex Addresses();

    [GeneratedRegex(@"\A[a-z_][a-z0-9_-]*\z")]
    private static partial Regex Users();

    [GeneratedRegex(@"\A[a-z0-9@.-]+ [A-Za-z0-9+/=]+\z")]
    private static partial Regex HostKeys();

    [GeneratedRegex(@"\A.+\z")]
    private static partial Regex Anything();
}
