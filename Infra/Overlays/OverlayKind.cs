using System.Collections.Immutable;
using E3.Infra.Config;
using E3.Infra.Hosts;
using Pulumi;

namespace E3.Infra.Overlays;

/// <summary>A way to connect hosts: what is known of it before there are any.</summary>
/// <param name="Name">As in <c>e3:overlays</c>.</param>
/// <param name="Profile">What it means for its users.</param>
/// <param name="Ports">What the hosts' firewall must let through between them.</param>
/// <param name="Build">Makes it for these hosts.</param>
internal sealed record OverlayKind(
    string Name,
    OverlayProfile Profile,
    ImmutableArray<PortRule> Ports,
    Func<OverlayArgs, ComponentResourceOptions?, Overlay> Build)
{
    /// <summary>A program of which a machine has only one; null when it needs none such. Two overlays cannot share it.</summary>
    public string? Daemon { get; init; }

    /// <summary>What is wrong with the settings, given the hosts' names; null when nothing is.</summary>
    public Func<Settings, IReadOnlyCollection<string>, string?>? Fault { get; init; }

    /// <summary>Tells hosts what they are to be for the others, before anything is put on them; null when all are alike.</summary>
    public Action<Settings, ImmutableArray<Host>>? Prepare { get; init; }
}

/// <summary>What an overlay is made of.</summary>
/// <param name="Stack">The stack's name.</param>
/// <param name="Hosts">Whom it connects, in the order of the parties.</param>
/// <param name="Settings">What the stack's settings ask for.</param>
internal sealed record OverlayArgs(string Stack, ImmutableArray<Host> Hosts, Settings Settings);
