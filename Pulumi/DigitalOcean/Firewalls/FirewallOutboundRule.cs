using System.Collections.Immutable;

namespace Pulumi.DigitalOcean.Outputs;

/// <summary>Traffic that may go out: by protocol and port, to any of the destinations named.</summary>
[OutputType]
#pragma warning disable CA1051, IDE0051 // Fields, as in the official package; made by the SDK through reflection.
public sealed class FirewallOutboundRule
{
    /// <summary>IPv4 and IPv6 addresses and CIDR blocks.</summary>
    public readonly ImmutableArray<string> DestinationAddresses;

    /// <summary>Droplets.</summary>
    public readonly ImmutableArray<int> DestinationDropletIds;

    /// <summary>Kubernetes clusters.</summary>
    public readonly ImmutableArray<string> DestinationKubernetesIds;

    /// <summary>Load balancers.</summary>
    public readonly ImmutableArray<string> DestinationLoadBalancerUids;

    /// <summary>Names of tags of droplets.</summary>
    public readonly ImmutableArray<string> DestinationTags;

    /// <summary>A port, a range <c>8000-9000</c>, or <c>1-65535</c> for all; not for ICMP.</summary>
    public readonly string? PortRange;

    /// <summary><c>tcp</c>, <c>udp</c> or <c>icmp</c>.</summary>
    public readonly string Protocol;

    [OutputConstructor]
    private FirewallOutboundRule(
        ImmutableArray<string> destinationAddresses,
        ImmutableArray<int> destinationDropletIds,
        ImmutableArray<string> destinationKubernetesIds,
        ImmutableArray<string> destinationLoadBalancerUids,
        ImmutableArray<string> destinationTags,
        string? portRange,
        string protocol)
    {
        DestinationAddresses = destinationAddresses;
        DestinationDropletIds = destinationDropletIds;
        DestinationKubernetesIds = destinationKubernetesIds;
        DestinationLoadBalancerUids = destinationLoadBalancerUids;
        DestinationTags = destinationTags;
        PortRange = portRange;
        Protocol = protocol;
    }
}
#pragma warning restore CA1051, IDE0051
