using System.Collections.Immutable;
using E3.Infra.Config;
using E3.Infra.Overlays.Direct;
using E3.Infra.Overlays.Headscale;
using E3.Infra.Overlays.Tailscale;
using E3.Infra.Overlays.WireGuard;

namespace E3.Infra.Overlays;

/// <summary>Every overlay that <c>e3:overlays</c> can name.</summary>
internal static class KnownOverlays
{
    public static ImmutableArray<OverlayKind> All { get; } =
        [DirectOverlay.Definition, WireGuardOverlay.Definition, TailscaleOverlay.Definition, HeadscaleOverlay.Definition];

    /// <summary>Those that the settings ask for, in their order.</summary>
    /// <param name="settings">The stack's settings.</param>
    /// <param name="file">Where they are, for the error.</param>
    /// <param name="hosts">The names of all hosts.</param>
    /// <exception cref="SettingsException">They cannot be together, or not on these hosts; nothing was done yet.</exception>
    public static ImmutableArray<OverlayKind> Of(Settings settings, string file, IReadOnlyCollection<string> hosts)
    {
        ImmutableArray<OverlayKind> kinds = [.. settings.Overlays.Select(name => All.Single(kind => kind.Name == name))];
        var shared = kinds.Where(kind => kind.Daemon is not null).GroupBy(kind => kind.Daemon!).Where(kinds => kinds.Count() > 1)
            .Select(kinds => $"e3:overlays: {string.Join(" and ", kinds.Select(kind => kind.Name))} cannot be on the same hosts, as a machine has only one {kinds.Key}; take one out");
        ImmutableArray<string> faults = [.. shared, .. kinds.Select(kind => kind.Fault?.Invoke(settings, hosts)).OfType<string>()];
        return faults.IsEmpty ? kinds : throw Mistakes.Told(file, faults);
    }
}
