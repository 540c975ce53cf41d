using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using E3.LocalCloud.Api.Http;
using E3.LocalCloud.State;

namespace E3.LocalCloud.Network;

/// <summary>
/// The ranges that a VPC may have: https://docs.digitalocean.com/products/networking/vpc/details/limits/. RFC 1918, /28 to /16, none that
/// DigitalOcean keeps for itself, none that overlaps with another VPC of the account.
/// </summary>
internal static class PrivateRange
{
    private const int Widest = 16;
    private const int Narrowest = 28;
    private static readonly ImmutableArray<IPNetwork> Private = [.. new[] { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16" }.Select(range => IPNetwork.Parse(range))];
    private static readonly ImmutableArray<IPNetwork> Kept =
        [.. new[] { "10.244.0.0/16", "10.245.0.0/16", "10.246.0.0/24", "10.229.0.0/16" }.Select(range => IPNetwork.Parse(range))];

    public static string Checked(string text, CloudState state)
    {
        if (!IPNetwork.TryParse(text, out var range) || range.BaseAddress.AddressFamily != AddressFamily.InterNetwork)
            throw ApiException.Unprocessable($"ip_range '{text}' is not a network in CIDR notation, such as 10.10.10.0/24");
        if (range.PrefixLength is < Widest or > Narrowest)
            throw ApiException.Unprocessable($"ip_range '{text}' must be no larger than /{Widest} and no smaller than /{Narrowest}");
        if (!Private.Any(whole => whole.Contains(range.BaseAddress)))
            throw ApiException.Unprocessable($"ip_range '{text}' is not a private network of RFC 1918");
        if (Kept.Any(kept => VpcLedger.Overlap(kept, range)))
            throw ApiException.Unprocessable($"ip_range '{text}' overlaps with a range that is reserved");
        return state.AllVpcs().FirstOrDefault(vpc => VpcLedger.Overlap(IPNetwork.Parse(vpc.IpRange), range)) is { } other
            ? throw ApiException.Unprocessable($"This range/size overlaps with another VPC network in your account: {other.Name}")
            : range.ToString();
    }
}
