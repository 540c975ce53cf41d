namespace Pulumi.DigitalOcean.Inputs;

/// <summary>Traffic that may come in: by protocol and port, from any of the sources named.</summary>
public sealed class FirewallInboundRuleArgs : ResourceArgs
{
    [Input("sourceAddresses")]
    private InputList<string>? _sourceAddresses;

    [Input("sourceDropletIds")]
    private InputList<int>? _sourceDropletIds;

    [Input("sourceKubernetesIds")]
    private InputList<string>? _sourceKubernetesIds;

    [Input("sourceLoadBalancerUids")]
    private InputList<string>? _sourceLoadBalancerUids;

    [Input("sourceTags")]
    private InputList<string>? _sourceTags;

    /// <summary>New, with nothing set.</summary>
    public static new FirewallInboundRuleArgs Empty => new();

    /// <summary>A port, a range <c>8000-9000</c>, or <c>1-65535</c> for all; not for ICMP.</summary>
    [Input("portRange")]
    public Input<string>? PortRange { get; set; }

    /// <summary><c>tcp</c>, <c>udp</c> or <c>icmp</c>.</summary>
    [Input("protocol", required: true)]
    public Input<string> Protocol { get; set; } = null!;

    /// <summary>IPv4 and IPv6 addresses and CIDR blocks.</summary>
    public InputList<string> SourceAddresses
    {
        get => _sourceAddresses ??= [];
        set => _sourceAddresses = value;
    }

    /// <summary>Droplets.</summary>
    public InputList<int> SourceDropletIds
    {
        get => _sourceDropletIds ??= [];
        set => _sourceDropletIds = value;
    }

    /// <summary>Kubernetes clusters.</summary>
    public InputList<string> SourceKubernetesIds
    {
        get => _sourceKubernetesIds ??= [];
        set => _sourceKubernetesIds = value;
    }

    /// <summary>Load balancers.</summary>
    public InputList<string> SourceLoadBalancerUids
    {
        get => _sourceLoadBalancerUids ??= [];
        set => _sourceLoadBalancerUids = value;
    }

    /// <summary>Names of tags of droplets.</summary>
    public InputList<string> SourceTags
    {
        get => _sourceTags ??= [];
        set => _sourceTags = value;
    }
}
