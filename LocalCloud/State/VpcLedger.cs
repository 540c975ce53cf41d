using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using E3.LocalCloud.Catalogue;

namespace E3.LocalCloud.State;

/// <summary>
/// The VPCs of an account. Each region has had its default VPC from the beginning, as in an account that has been used: at DigitalOcean
/// the first VPC made in a region without one becomes its default, and a default VPC cannot be deleted.
/// </summary>
internal static class VpcLedger
{
    /// <summary>Length of the range that a VPC gets when it asks for none.</summary>
    public const int UsualPrefix = 20;

    private static readonly DateTimeOffset Beginning = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static IEnumerable<Vpc> AllVpcs(this CloudState state) =>
        Regions.All.Select(region => Untouched(state, region.Slug)).Where(vpc => !state.Vpcs.ContainsKey(vpc.Id)).Concat(state.Vpcs.Values);

    public static Vpc? Vpc(this CloudState state, Guid id) => state.AllVpcs().FirstOrDefault(vpc => vpc.Id == id);

    public static Vpc DefaultVpc(this CloudState state, string region) => state.AllVpcs().First(vpc => vpc.Region == region && vpc.Default);

    /// <summary>The state with a VPC; when it is a default one, the region's former is no more.</summary>
    public static CloudState With(this CloudState state, Vpc vpc)
    {
        var former = vpc.Default ? state.AllVpcs().Where(other => other.Region == vpc.Region && other.Default && other.Id != vpc.Id) : [];
        return state with { Vpcs = state.Vpcs.SetItems(former.Select(other => other with { Default = false }).Append(vpc).Select(one => KeyValuePair.Create(one.Id, one))) };
    }

    /// <summary>A range of the region that no VPC has any address of.</summary>
    public static IPNetwork? FreeRange(this CloudState state, string region)
    {
        var taken = state.AllVpcs().Select(vpc => IPNetwork.Parse(vpc.IpRange)).ToImmutableArray();
        return Enumerable.Range(0, 16).Select(number => RangeOf(region, number)).Cast<IPNetwork?>()
            .FirstOrDefault(range => !taken.Any(other => Overlap(other, range!.Value)));
    }

    public static bool Overlap(IPNetwork one, IPNetwork other) => one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress);

    /// <summary>An address of a VPC that no droplet has; null when there is none left. The first ones are the network's own.</summary>
    public static string? FreeAddress(this CloudState state, Vpc vpc)
    {
        var range = IPNetwork.Parse(vpc.IpRange);
        var taken = state.Droplets.Values.Where(droplet => droplet.Vpc == vpc.Id).Select(droplet => droplet.PrivateIp).ToHashSet();
        var places = (1 << (32 - range.PrefixLength)) - 3;
        return Enumerable.Range(2, places).Select(place => At(range.BaseAddress, place)).FirstOrDefault(address => !taken.Contains(address));
    }

    // Made anew whenever it is asked for, the same each time: the state names only what somebody made or changed.
    private static Vpc Untouched(CloudState state, string region) => new()
    {
        Id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{state.AccountId}/{region}")).AsSpan(0, 16)),
        Name = $"default-{region}",
        Region = region,
        IpRange = RangeOf(region, 0).ToString(),
        Default = true,
        CreatedAt = Beginning,
    };

    private static IPNetwork RangeOf(string region, int number)
    {
        var place = Regions.All.Select(known => known.Slug).ToImmutableArray().IndexOf(region);
        return new(new IPAddress([10, (byte)(100 + 2 * place), (byte)(number << 4), 0]), UsualPrefix);
    }

    private static string At(IPAddress network, int place)
    {
        var bytes = network.GetAddressBytes();
        for (var i = 3; i >= 0; i--, place >>= 8)
            bytes[i] += (byte)place;
        return new IPAddress(bytes).ToString();
    }
}
