using System.Collections.Immutable;
using E3.Infra.Config;
using Pulumi;
using Pulumi.DigitalOcean;
using Pulumi.DigitalOcean.Inputs;

namespace E3.Infra.Hosts;

/// <summary>All hosts of the stack, the key that opens them and the firewall around them.</summary>
internal sealed class Fleet : ComponentResource
{
    // Programs that compute together listen on ports of their own choice; the range is free in Debian's and IANA's lists.
    private static readonly PortRule JobPorts = new("tcp", "11000-11999");

    public Fleet(string stack, string rootDirectory, Settings settings, IEnumerable<PortRule> overlayPorts)
        : base("e3:hosts:Fleet", "fleet")
    {
        var child = new CustomResourceOptions { Parent = this };
        Operator = new OperatorKey(stack, rootDirectory, settings.SshKeyFile, new ComponentResourceOptions { Parent = this });
        var tag = new Tag("tag", new TagArgs { Name = $"e3-{stack.Replace('.', '-')}" }, child);
        Firewall = new Firewall(
            "firewall",
            new FirewallArgs
            {
                Name = $"e3-{stack}".Replace('_', '-'),
                Tags = { tag.Name },
                InboundRules = Inbound(tag, [JobPorts, .. overlayPorts]),
                OutboundRules = Outbound(),
            },
            child);
        var common = new HostArgs(Operator, tag, settings.Size, settings.Image, settings.ReadySeconds);
        Hosts =
        [
            .. Placement.Of(stack, settings.Regions)
                .Select(placement => new Host(placement, common, new ComponentResourceOptions { Parent = this })),
        ];
        RegisterOutputs();
    }

    public OperatorKey Operator { get; }

    public Firewall Firewall { get; }

    /// <summary>In the order of the parties.</summary>
    public ImmutableArray<Host> Hosts { get; }

    /// <summary>SSH from anywhere; everything else only from the stack's own hosts.</summary>
    private static InputList<FirewallInboundRuleArgs> Inbound(Tag tag, IEnumerable<PortRule> ports)
    {
        var rules = new InputList<FirewallInboundRuleArgs>
        {
            new FirewallInboundRuleArgs { Protocol = "tcp", PortRange = "22", SourceAddresses = { "0.0.0.0/0", "::/0" } },
            new FirewallInboundRuleArgs { Protocol = "icmp", SourceTags = { tag.Name } },
        };
        foreach (var port in ports.Distinct())
        {
            rules.Add(new FirewallInboundRuleArgs { Protocol = port.Protocol, PortRange = port.Range, SourceTags = { tag.Name } });
        }

        return rules;
    }

    private static FirewallOutboundRuleArgs[] Outbound() =>
        [
            new FirewallOutboundRuleArgs { Protocol = "tcp", PortRange = "1-65535", DestinationAddresses = { "0.0.0.0/0", "::/0" } },
            new FirewallOutboundRuleArgs { Protocol = "udp", PortRange = "1-65535", DestinationAddresses = { "0.0.0.0/0", "::/0" } },
            new FirewallOutboundRuleArgs { Protocol = "icmp", DestinationAddresses = { "0.0.0.0/0", "::/0" } },
        ];
}
