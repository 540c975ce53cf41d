namespace Pulumi.DigitalOcean;

/// <summary>What a firewall is to be like.</summary>
public sealed class FirewallArgs : ResourceArgs
{
    [Input("dropletIds")]
    private InputList<int>? _dropletIds;

    [Input("inboundRules")]
    private InputList<Inputs.FirewallInboundRuleArgs>? _inboundRules;

    [Input("outboundRules")]
    private InputList<Inputs.FirewallOutboundRuleArgs>? _outboundRules;

    [Input("tags")]
    private InputList<string>? _tags;

    /// <summary>New, with nothing set.</summary>
    public static new FirewallArgs Empty => new();

    /// <summary>The droplets it guards.</summary>
    public InputList<int> DropletIds
    {
        get => _dropletIds ??= [];
        set => _dropletIds = value;
    }

    /// <summary>What may come in.</summary>
    public InputList<Inputs.FirewallInboundRuleArgs> InboundRules
    {
        get => _inboundRules ??= [];
        set => _inboundRules = value;
    }

    /// <summary>Its name; null = made from the name in the program.</summary>
    [Input("name")]
    public Input<string>? Name { get; set; }

    /// <summary>What may go out.</summary>
    public InputList<Inputs.FirewallOutboundRuleArgs> OutboundRules
    {
        get => _outboundRules ??= [];
        set => _outboundRules = value;
    }

    /// <summary>Names of tags whose droplets it guards too.</summary>
    public InputList<string> Tags
    {
        get => _tags ??= [];
        set => _tags = value;
    }
}
