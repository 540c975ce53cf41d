namespace Pulumi.DigitalOcean.Inputs;

/// <summary>
/// As found on an existing firewall. Traffic that may go out: by protocol and port, to any of the destinations
/// named.
/// </summary>
public sealed class FirewallOutboundRuleGetArgs : ResourceArgs
{
    [Input("destinationAddresses")]
    private InputList<string>? _destinationAddresses;

    [Input("destinationDropletIds")]
    private InputList<int>? _destinationDropletIds;

    [Input("destinationKubernetesIds")]
    private InputList<string>? _destinationKubernetesIds;

    [Input("destinationLoadBalancerUids")]
    private InputList<string>? _destinationLoadBalancerUids;

    [Input("destinationTags")]
    private InputList<string>? _destinationTags;

    /// <summary>New, with nothing set.</summary>
    public static new FirewallOutboundRuleGetArgs Empty => new();

    /// <summary>IPv4 and IPv6 addresses and CIDR blocks.</summary>
    public InputList<string> DestinationAddresses
    {
        get => _destinationAddresses ??= [];
        set => _destinationAddresses = value;
    }

    /// <summary>Droplets.</summary>
    public InputList<int> DestinationDropletIds
    {
        get => _destinationDropletIds ??= [];
        set => _destinationDropletIds = value;
    }

    /// <summary>Kubernetes clusters.</summary>
    public InputList<string> DestinationKubernetesIds
    {
        get => _destinationKubernetesIds ??= [];
        set => _destinationKubernetesIds = value;
    }

    /// <summary>Load balancers.</summary>
    public InputList<string> DestinationLoadBalancerUids
    {
        get => _destinationLoadBalancerUids ??= [];
        set => _destinationLoadBalancerUids = value;
    }

    /// <summary>Names of tags of droplets.</summary>
    public InputList<string> DestinationTags
    {
        get => _destinationTags ??= [];
        set => _destinationTags = value;
    }

    /// <summary>A port, a range <c>8000-9000</c>, or <c>1-65535</c> for all; not for ICMP.</summary>
    [Input("portRange")]
    public Input<string>? PortRange { get; set; }

    /// <summary><c>tcp</c>, <c>udp</c> or <c>icmp</c>.</summary>
    [Input("protocol", required: true)]
    public Input<string> Protocol { get; set; } = null!;
}
