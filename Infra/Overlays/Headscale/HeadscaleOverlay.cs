using System.Collections.Immutable;
using E3.Infra.Config;
using E3.Infra.Hosts;
using E3.Infra.Overlays.Tailscale;
using Pulumi;

namespace E3.Infra.Overlays.Headscale;

/// <summary>Every host a member of a tailnet that one of them serves: the programs are Tailscale's, the company is not there.</summary>
internal sealed class HeadscaleOverlay : Overlay
{
    private static readonly HostScripts Scripts = HostScripts.Of("Tailscale", "Headscale");

    private readonly TailnetMembers? _members;

    public static OverlayKind Definition { get; } = new(
        "headscale",
        new OverlayProfile(
            Trust: "The host that serves: it tells each host the others' keys and sees who talks to whom, when and how much; every network on the way sees that too. Pairs that find no direct way go through that host. Nobody outside the stack, but whoever stands between a host and the server with a certificate of a public authority: for an address, tailscaled checks only who signed.",
            Encryption: "All IP packets between two hosts: WireGuard (ChaCha20-Poly1305), through the relay too.",
            Identity: "A WireGuard key per host, made on the host, vouched for by the host that serves.",
            ByHandFirst: "Nothing where the flake's modules are; elsewhere the programs tailscale, tailscaled and, on the host that serves, headscale.",
            ByHandEachTime: "Nothing.",
            ByHandAfterwards: "Nothing: the tailnet goes with the host that serves."),
        [new PortRule("udp", $"{TailnetMembers.Port}"), new PortRule("tcp", $"{HeadscaleServer.Port}"), new PortRule("udp", $"{HeadscaleServer.StunPort}")],
        (args, options) => new HeadscaleOverlay(args, options))
    {
        Daemon = TailnetMembers.Daemon,
        Fault = FaultOf,
        Prepare = (settings, hosts) =>
        {
            if (!hosts.IsEmpty)
            {
                ServerOf(settings, hosts).Roles.Add(HeadscaleServer.Role);
            }
        },
    };

    private HeadscaleOverlay(OverlayArgs args, ComponentResourceOptions? options)
        : base(Definition, options)
    {
        Ready = [];
        if (!args.Hosts.IsEmpty)
        {
            var server = new HeadscaleServer(this, ServerOf(args.Settings, args.Hosts), args);
            _members = new TailnetMembers(this, Scripts, args, server.Entrance);
            foreach (var host in args.Hosts)
            {
                server.Knows(host, _members.DeviceOf(host));
            }

            Ready = _members.Ready;
        }

        RegisterOutputs();
    }

    public override ImmutableArray<Resource> Ready { get; }

    protected override Output<string> Address(Host from, Host to) => _members!.AddressOf(to);

    // Unless somebody says which: the first, which stays the first when hosts are added anywhere but before it.
    private static Host ServerOf(Settings settings, ImmutableArray<Host> hosts) =>
        settings.Tailnet.Server is { } name ? hosts.Single(host => host.Name == name) : hosts[0];

    private static string? FaultOf(Settings settings, IReadOnlyCollection<string> hosts) =>
        settings.Tailnet.Server is { } name && hosts.Count > 0 && !hosts.Contains(name) ? Mistakes.NoSuch($"tailnet.server: {name}", name, "a host of the stack", hosts) : null;
}
