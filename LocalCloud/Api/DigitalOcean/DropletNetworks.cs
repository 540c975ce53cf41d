using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using E3.LocalCloud.Network;
using E3.LocalCloud.State;

namespace E3.LocalCloud.Api.DigitalOcean;

/// <summary>
/// A droplet's addresses as the API shows them; they appear when it first is active, as at DigitalOcean. The public IPv4 address is a host's
/// own. The private one and the IPv6 one are the API's only: the emulated network carries neither.
/// </summary>
internal static class DropletNetworks
{
    // RFC 3849: addresses for documentation, which nobody routes.
    private const string Documentation = "2001:db8:e3::";
    private const int Ipv6Prefix = 64;

    public static object[] V4(Droplet droplet, CloudState state) => droplet.Status == DropletStatus.New ? [] : [.. Public(droplet, state), .. Private(droplet, state)];

    public static object[] V6(Droplet droplet) => droplet.Status == DropletStatus.New || !droplet.Ipv6
        ? []
        :
        [
            new
            {
                IpAddress = string.Create(CultureInfo.InvariantCulture, $"{Documentation}{droplet.Place:x}"),
                Netmask = Ipv6Prefix,
                Gateway = $"{Documentation}1",
                Type = "public",
            },
        ];

    /// <summary>An IPv4 address as the number that actions name it by.</summary>
    public static long Number(string ip) => BinaryPrimitives.ReadUInt32BigEndian(IPAddress.Parse(ip).GetAddressBytes());

    private static IEnumerable<object> Public(Droplet droplet, CloudState state)
    {
        if (state.Block is { } block && droplet.PublicNetworking)
        {
            yield return new
            {
                IpAddress = new AddressBlock(block).Host(droplet.Place).ToString(),
                Netmask = AddressBlock.Netmask,
                Gateway = new AddressBlock(block).Operator.ToString(),
                Type = "public",
            };
        }
    }

    private static IEnumerable<object> Private(Droplet droplet, CloudState state)
    {
        if (droplet is { Vpc: { } id, PrivateIp: { } ip } && state.Vpc(id) is { } vpc)
        {
            var range = IPNetwork.Parse(vpc.IpRange);
            var mask = new IPAddress(BinaryPrimitives.ReverseEndianness(uint.MaxValue << (32 - range.PrefixLength)));
            yield return new { IpAddress = ip, Netmask = mask.ToString(), Gateway = range.BaseAddress.ToString(), Type = "private" };
        }
    }
}
