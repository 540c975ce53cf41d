namespace Pulumi.DigitalOcean;

/// <summary>What it takes to find an existing one with Firewall.Get; usually nothing.</summary>
public sealed class FirewallState : ResourceArgs
{
    [Input("dropletIds")]
    private InputList<int>? _dropletIds;

    [Input("inboundRules")]
    private InputList<Inputs.FirewallInboundRuleGetArgs>? _inboundRules;

    [Input("outboundRules")]
    private InputList<Inputs.FirewallOutboundRuleGetArgs>? _outboundRules;

    [Input("pendingChanges")]
    private InputList<Inputs.FirewallPendingChangeGetArgs>? _pendingChanges;

    [Input("tags")]
    private InputList<string>? _tags;

    /// <summary>New, with nothing set.</summary>
    public static new FirewallState Empty => new();

    /// <summary>When it was created, RFC 3339.</summary>
    [Input("createdAt")]
    public Input<string>? CreatedAt { get; set; }

    /// <summary>The droplets it guards.</summary>
    public InputList<int> DropletIds
    {
        get => _dropletIds ??= [];
        set => _dropletIds = value;
    }

    /// <summary>What may come in.</summary>
    public InputList<Inputs.FirewallInboundRuleGetArgs> InboundRules
    {
        get => _inboundRules ??= [];
        set => _inboundRules = value;
    }

    /// <summary>Its name; null = made from the name in the program.</summary>
    [Input("name")]
    public Input<string>? Name { get; set; }

    /// <summary>What may go out.</summary>
    public InputList<Inputs.FirewallOutboundRuleGetArgs> OutboundRules
    {
        get => _outboundRules ??= [];
        set => _outboundRules = value;
    }

    /// <summary>Droplets on which it does not hold yet.</summary>
    public InputList<Inputs.FirewallPendingChangeGetArgs> PendingChanges
    {
        get => _pendingChanges ??= [];
        set => _pendingChanges = value;
    }

    /// <summary><c>waiting</c>, <c>succeeded</c> or <c>failed</c>.</summary>
    [Input("status")]
    public Input<string>? Status { get; set; }

    /// <summary>Names of tags whose droplets it guards too.</summary>
    public InputList<string> Tags
    {
        get => _tags ??= [];
        set => _tags = value;
    }
}
