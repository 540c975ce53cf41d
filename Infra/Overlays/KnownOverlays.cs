using System.Collections.Immutable;
using E3.Infra.Overlays.Direct;
using E3.Infra.Overlays.Tailscale;
using E3.Infra.Overlays.WireGuard;

namespace E3.Infra.Overlays;

/// <summary>Every overlay that <c>e3:overlays</c> can name.</summary>
internal static class KnownOverlays
{
    public static ImmutableArray<OverlayKind> All { get; } = [DirectOverlay.Definition, WireGuardOverlay.Definition, TailscaleOverlay.Definition];

    public static OverlayKind Named(string name) => All.Single(kind => kind.Name == name);
}
