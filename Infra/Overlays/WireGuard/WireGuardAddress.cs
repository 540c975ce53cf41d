using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using E3.Infra.Config;
using E3.Infra.Hosts;

namespace E3.Infra.Overlays.WireGuard;

/// <summary>
/// Which overlay address a host has: 10.213.&lt;region's place&gt;.&lt;number in the region&gt;, and for a device one of the upper half of
/// 10.213.0.0/16, chosen by its name.
/// </summary>
internal static class WireGuardAddress
{
    /// <summary>All of them share one network of so many bits.</summary>
    public const int Bits = 16;

    /// <summary>
    /// Depends on nothing but the host's own region and number, so that no host is renumbered when another comes or goes.
    /// </summary>
    public static IPAddress Of(Placement host) => Of(host, KnownRegions.Slugs);

    internal static IPAddress Of(Placement host, ImmutableArray<string> regions) => host.IsDevice
        ? OfDevice(SHA256.HashData(Encoding.UTF8.GetBytes(host.Name)))
        : new([10, 213, (byte)(regions.IndexOf(host.Region) + 1), (byte)host.Number]);

    private static IPAddress OfDevice(byte[] hash) => new([10, 213, (byte)(128 + (hash[0] % 127)), (byte)(1 + (hash[1] % 254))]);
}
