using System.Collections.Immutable;

namespace Pulumi.DigitalOcean;

/// <summary>Which traffic may reach and leave droplets; what no rule allows is dropped.</summary>
[ResourceType(Token, Defaults.Version)]
public class Firewall : CustomResource
{
    private const string Token = "digitalocean:index/firewall:Firewall";

    /// <summary>Declares one.</summary>
    /// <param name="name">Its name in the program.</param>
    /// <param name="args">Its properties.</param>
    /// <param name="options">Everything else.</param>
    public Firewall(string name, FirewallArgs? args = null, CustomResourceOptions? options = null)
        : base(Token, name, args ?? new(), MakeOptions(options, id: ""))
    {
    }

    private Firewall(string name, Input<string> id, FirewallState? state, CustomResourceOptions? options)
        : base(Token, name, state, MakeOptions(options, id))
    {
    }

    /// <summary>When it was created, RFC 3339.</summary>
    [Output("createdAt")]
    public Output<string> CreatedAt { get; private set; } = null!;

    /// <summary>The droplets it guards.</summary>
    [Output("dropletIds")]
    public Output<ImmutableArray<int>> DropletIds { get; private set; } = null!;

    /// <summary>What may come in.</summary>
    [Output("inboundRules")]
    public Output<ImmutableArray<Outputs.FirewallInboundRule>> InboundRules { get; private set; } = null!;

    /// <summary>Its name; null = made from the name in the program.</summary>
    [Output("name")]
    public Output<string> Name { get; private set; } = null!;

    /// <summary>What may go out.</summary>
    [Output("outboundRules")]
    public Output<ImmutableArray<Outputs.FirewallOutboundRule>> OutboundRules { get; private set; } = null!;

    /// <summary>Droplets on which it does not hold yet.</summary>
    [Output("pendingChanges")]
    public Output<ImmutableArray<Outputs.FirewallPendingChange>> PendingChanges { get; private set; } = null!;

    /// <summary><c>waiting</c>, <c>succeeded</c> or <c>failed</c>.</summary>
    [Output("status")]
    public Output<string> Status { get; private set; } = null!;

    /// <summary>Names of tags whose droplets it guards too.</summary>
    [Output("tags")]
    public Output<ImmutableArray<string>> Tags { get; private set; } = null!;

    /// <summary>Takes over one that exists, to read only.</summary>
    /// <param name="name">Its name in the program.</param>
    /// <param name="id">What the provider calls it.</param>
    /// <param name="state">What else it takes to find it.</param>
    /// <param name="options">Everything else.</param>
    public static Firewall Get(string name, Input<string> id, FirewallState? state = null, CustomResourceOptions? options = null)
        => new(name, id, state, options);

    private static CustomResourceOptions MakeOptions(CustomResourceOptions? options, Input<string> id)
        => Defaults.Under(options, id);
}
