using System.Collections.Immutable;
using E3.Infra.Hosts;
using Pulumi;
using Pulumi.Tailscale;

namespace E3.Infra.Overlays.Tailscale;

/// <summary>Every host a device of the operator's tailnet, let in by a key that is made for this stack.</summary>
internal sealed class TailscaleOverlay : Overlay
{
    private static readonly HostScripts Scripts = HostScripts.Of("Tailscale");

    private readonly TailnetMembers _members;

    public static OverlayKind Definition { get; } = new(
        "tailscale",
        new OverlayProfile(
            Trust: "Tailscale's coordination server, which tells each host the others' keys (tailnet lock would check it); it and every network on the way see who talks to whom, when and how much. Pairs that find no direct way go through Tailscale's relays.",
            Encryption: "All IP packets between two hosts: WireGuard (ChaCha20-Poly1305), through relays too.",
            Identity: "A WireGuard key per host, made on the host, vouched for by the coordination server under a tag of the tailnet's policy.",
            ByHandFirst: "A tailnet; an API key or an OAuth client of it; in its policy the tag's owner and a rule that lets the tag reach itself.",
            ByHandEachTime: "Nothing, while the API key (90 days at most) has not expired.",
            ByHandAfterwards: "Nothing: destroy deletes the stack's devices and key. The API key and the policy stay until you remove them."),
        [new PortRule("udp", $"{TailnetMembers.Port}")],
        (args, options) => new TailscaleOverlay(args, options))
    {
        Daemon = TailnetMembers.Daemon,
    };

    private TailscaleOverlay(OverlayArgs args, ComponentResourceOptions? options)
        : base(Definition, options)
    {
        var key = new TailnetKey(
            "tailscale-key",
            new TailnetKeyArgs
            {
                Description = TailnetMembers.DescriptionOf(args.Stack),
                Ephemeral = true,
                Reusable = true,
                Preauthorized = true,
                Tags = { args.Settings.Tailnet.Tags },
                Expiry = args.Settings.Tailnet.KeyDays * 24 * 3600,
                RecreateIfInvalid = "always",
            },
            new CustomResourceOptions { Parent = this });
        _members = new TailnetMembers(this, Scripts, args, TailnetEntrance.With(key.Key, args.Settings.Tailnet.LoginServer));
        var access = TailnetAccess.OfSettings();
        foreach (var host in args.Hosts)
        {
            _ = new TailnetDevice(this, host, _members.DeviceOf(host), access);
        }

        Ready = _members.Ready;
        RegisterOutputs();
    }

    public override ImmutableArray<Resource> Ready { get; }

    protected override Output<string> Address(Host from, Host to) => _members.AddressOf(to);
}
