using System.Collections.Immutable;
using E3.Infra.Hosts;
using Pulumi;
using Pulumi.Command.Remote;

namespace E3.Infra.Overlays.WireGuard;

/// <summary>Every host a peer of every other, with kernel WireGuard where the host has it and wireguard-go where not.</summary>
internal sealed class WireGuardOverlay : Overlay
{
    private static readonly HostScripts Scripts = HostScripts.Of("WireGuard");

    public static OverlayKind Definition { get; } = new(
        "wireguard",
        new OverlayProfile(
            Trust: "Nobody else for what is said; every network on the way sees who talks to whom, when and how much.",
            Encryption: "All IP packets between two hosts: ChaCha20-Poly1305, keys agreed anew every two minutes.",
            Identity: "A Curve25519 public key per host, made on the host; the operator tells each host the others' keys.",
            ByHandFirst: "Nothing.",
            ByHandEachTime: "Nothing.",
            ByHandAfterwards: "Nothing."),
        [new PortRule("udp", $"{WireGuardSettings.Port}")],
        (args, options) => new WireGuardOverlay(args.Hosts, options));

    private WireGuardOverlay(ImmutableArray<Host> hosts, ComponentResourceOptions? options)
        : base(Definition, options)
    {
        foreach (var same in hosts.GroupBy(host => WireGuardAddress.Of(host.Placement)).Where(same => same.Count() > 1))
        {
            throw new RunException($"{string.Join(" and ", same.Select(host => host.Name))} would get the same address in the overlay wireguard: give one another name in e3:devices");
        }

        var identities = hosts.ToImmutableDictionary(host => host, Identify);
        var peers = hosts.ToImmutableDictionary(host => host, host => PeerOf(host, identities[host]));
        var settings = hosts.ToImmutableDictionary(host => host, host => Output.Tuple(host.Setup, Output.All(hosts.Remove(host).Select(other => peers[other])))
            .Apply(known => WireGuardSettings.Render(Scripts.Version, known.Item1, WireGuardAddress.Of(host.Placement), known.Item2)));
        ImmutableArray<Command> up = [.. hosts.Select(host => BringUp(host, identities[host], settings[host]))];
        Ready = [.. hosts.Select(host => (Resource)Join(host, up, settings[host]))];
        RegisterOutputs();
    }

    public override ImmutableArray<Resource> Ready { get; }

    public override string? Rejoin(Host host) => host.AsRoot(Scripts.Run("rejoin"));

    protected override Output<string> Address(Host from, Host to) => Output.Create(WireGuardAddress.Of(to.Placement).ToString());

    /// <summary>Puts the scripts in place. The private key is made on the host and stays there; what comes back is the public one.</summary>
    private Command Identify(Host host) => new(
        $"wireguard-{host.Name}-identity",
        new CommandArgs
        {
            Connection = host.Connection,
            Create = host.AsRoot("sh"),
            Stdin = Scripts.InstallAndRun("identity"),
            Delete = host.AsRoot(Scripts.Remove),
            Triggers = host.Identity,
            AddPreviousOutputInEnv = false,
        },
        host.OnHost(this));

    private static Output<WireGuardPeer> PeerOf(Host host, Command identity) =>
        Output.Tuple<string, string>(identity.Stdout, host.Address)
            .Apply(known => new WireGuardPeer(host.Name, known.Item1.Trim(), known.Item2, WireGuardAddress.Of(host.Placement)));

    private Command BringUp(Host host, Command identity, Output<string> settings)
    {
        var options = host.OnHost(this);
        options.DependsOn.Add(identity);
        return new Command(
            $"wireguard-{host.Name}",
            new CommandArgs
            {
                Connection = host.Connection,
                // Only the input changes when other hosts come or go, so the host's settings are brought up to date in place.
                Create = host.AsRoot(Scripts.Run("up", $"{WireGuardAddress.Of(host.Placement)}/{WireGuardAddress.Bits}")),
                Stdin = settings,
                Delete = host.AsRoot($"test ! -e {Scripts.Folder}/down || {Scripts.Run("down")}"),
                Triggers = host.Identity,
                AddPreviousOutputInEnv = false,
            },
            options);
    }

    /// <summary>Waits until all the others answer, so that a pair that cannot talk is known before anything is measured.</summary>
    private Command Join(Host host, IEnumerable<Command> up, Output<string> settings)
    {
        var options = host.OnHost(this);
        foreach (var command in up)
        {
            options.DependsOn.Add(command);
        }

        return new Command(
            $"wireguard-{host.Name}-joined",
            new CommandArgs
            {
                Connection = host.Connection,
                Create = host.AsRoot(Scripts.Run("join")),
                // Not read by the script: another set of peers is to be waited for anew.
                Stdin = settings,
                Triggers = host.Identity,
                AddPreviousOutputInEnv = false,
            },
            options);
    }
}
