using System.Collections.Immutable;
using E3.Infra.Hosts;
using Pulumi;

namespace E3.Infra.Overlays.Direct;

/// <summary>No overlay at all: hosts use each other's public addresses. What the others are compared with.</summary>
internal sealed class DirectOverlay : Overlay
{
    public static OverlayKind Definition { get; } = new(
        "direct",
        new OverlayProfile(
            Trust: "Every network on the way: it sees who talks to whom, and what they say unless the program encrypts it.",
            Encryption: "Nothing, unless the program does it itself (MPyC: --ssl).",
            Identity: "An IP address; nothing proves who answers there.",
            ByHandFirst: "Nothing.",
            ByHandEachTime: "Nothing.",
            ByHandAfterwards: "Nothing."),
        [],
        (args, options) => new DirectOverlay(args.Hosts, options));

    private DirectOverlay(ImmutableArray<Host> hosts, ComponentResourceOptions? options)
        : base(Definition, options)
    {
        Ready = [.. hosts];
        RegisterOutputs();
    }

    public override ImmutableArray<Resource> Ready { get; }

    protected override Output<string> Address(Host from, Host to) => to.Address;
}
