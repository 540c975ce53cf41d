using System.Collections.Immutable;

namespace Pulumi.DigitalOcean.Outputs;

/// <summary>Traffic that may come in: by protocol and port, from any of the sources named.</summary>
[OutputType]
#pragma warning disable CA1051, IDE0051 // Fields, as in the official package; made by the SDK through reflection.
public sealed class FirewallInboundRule
{
    /// <summary>A port, a range <c>8000-9000</c>, or <c>1-65535</c> for all; not for ICMP.</summary>
    public readonly string? PortRange;

    /// <summary><c>tcp</c>, <c>udp</c> or <c>icmp</c>.</summary>
    public readonly string Protocol;

    /// <summary>IPv4 and IPv6 addresses and CIDR blocks.</summary>
    public readonly ImmutableArray<string> SourceAddresses;

    /// <summary>Droplets.</summary>
    public readonly ImmutableArray<int> SourceDropletIds;

    /// <summary>Kubernetes clusters.</summary>
    public readonly ImmutableArray<string> SourceKubernetesIds;

    /// <summary>Load balancers.</summary>
    public readonly ImmutableArray<string> SourceLoadBalancerUids;

    /// <summary>Names of tags of droplets.</summary>
    public readonly ImmutableArray<string> SourceTags;

    [OutputConstructor]
    private FirewallInboundRule(
        string? portRange,
        string protocol,
        ImmutableArray<string> sourceAddresses,
        ImmutableArray<int> sourceDropletIds,
        ImmutableArray<string> sourceKubernetesIds,
        ImmutableArray<string> sourceLoadBalancerUids,
        ImmutableArray<string> sourceTags)
    {
        PortRange = portRange;
        Protocol = protocol;
        SourceAddresses = sourceAddresses;
        SourceDropletIds = sourceDropletIds;
        SourceKubernetesIds = sourceKubernetesIds;
        SourceLoadBalancerUids = sourceLoadBalancerUids;
        SourceTags = sourceTags;
    }
}
#pragma warning restore CA1051, IDE0051
