using System.Collections.Immutable;
using E3.Infra.Config;
using Pulumi;
using Pulumi.DigitalOcean;
using Pulumi.DigitalOcean.Inputs;

namespace E3.Infra.Hosts;

/// <summary>All hosts of the stack, the key that opens the droplets and the firewall around those.</summary>
internal sealed class Fleet : ComponentResource
{
    // Programs that compute together listen on ports of their own choice; the range is free in Debian's and IANA's lists.
    private static readonly PortRule JobPorts = new("tcp", "11000-11999");

    public Fleet(string stack, string rootDirectory, Settings settings, DropletImage image, IEnumerable<PortRule> overlayPorts)
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
                InboundRules = Inbound(tag, [.. settings.Devices.Select(device => device.SeenAs).OfType<string>()], [JobPorts, .. overlayPorts]),
                OutboundRules = Outbound(),
            },
            child);
        var common = new DropletHostArgs(Operator, tag, settings.Size, image, settings.ReadySeconds);
        var placements = Placement.Of(stack, settings.Regions);
        Hosts =
        [
            .. placements.Select(placement => new DropletHost(placement, common, new ComponentResourceOptions { Parent = this })),
            .. Placement.Of(settings.Devices, placements.Length).Zip(settings.Devices, (placement, device) => new Device(
                placement,
                device,
                device.KeyFile is { } file
                    ? (OperatorKey.PrivateKeyIn(rootDirectory, file, $"devices.{device.Name}.keyFile"), file)
                    : (Operator.PrivateKey, Operator.File),
                settings.ReadySeconds,
                new ComponentResourceOptions { Parent = this })),
        ];
        RegisterOutputs();
    }

    public OperatorKey Operator { get; }

    public Firewall Firewall { get; }

    /// <summary>In the order of the parties.</summary>
    public ImmutableArray<Host> Hosts { get; }

    /// <summary>SSH from anywhere; everything else only from the stack's own hosts and devices.</summary>
    private static InputList<FirewallInboundRuleArgs> Inbound(Tag tag, ImmutableArray<string> devices, IEnumerable<PortRule> ports)
    {
        var rules = new InputList<FirewallInboundRuleArgs>
        {
            new FirewallInboundRuleArgs { Protocol = "tcp", PortRange = "22", SourceAddresses = { "0.0.0.0/0", "::/0" } },
            Within("icmp", null),
        };
        foreach (var port in ports.Distinct())
        {
            rules.Add(Within(port.Protocol, port.Range));
        }

        return rules;

        FirewallInboundRuleArgs Within(string protocol, string? range)
        {
            var rule = new FirewallInboundRuleArgs { Protocol = protocol, SourceTags = { tag.Name } };
            if (range is not null)
            {
                rule.PortRange = range;
            }

            foreach (var device in devices)
            {
                rule.SourceAddresses.Add($"{device}/32");
            }

            return rule;
        }
    }

    private static FirewallOutboundRuleArgs[] Outbound() =>
        [
            new FirewallOutboundRuleArgs { Protocol = "tcp", PortRange = "1-65535", DestinationAddresses = { "0.0.0.0/0", "::/0" } },
            new FirewallOutboundRuleArgs { Protocol = "udp", PortRange = "1-65535", DestinationAddresses = { "0.0.0.0/0", "::/0" } },
            new FirewallOutboundRuleArgs { Protocol = "icmp", DestinationAddresses = { "0.0.0.0/0", "::/0" } },
        ];
}
