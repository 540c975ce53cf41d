using E3.Deploy.Stacks;

namespace E3.Deploy.Doctor;

/// <summary>Whether this machine, whose programs its hosts share, has what the stack's overlays are made of.</summary>
internal static class OverlayFindings
{
    private const string Remedy = "apt-get install wireguard-go wireguard-tools, or take wireguard out of e3:overlays";

    /// <summary>One finding for each overlay that needs a program; none when the hosts are elsewhere.</summary>
    public static IReadOnlyList<Finding> Look(StackContext context)
    {
        var overlays = context.Settings.Config.Values.FirstOrDefault(entry => entry.Key.ToString() == "e3:overlays")?.Reveal(text => text).Value ?? "";
        if (context.Endpoint is null || !overlays.Contains("wireguard", StringComparison.Ordinal))
        {
            return [];
        }

        if (Tools.Find(context.Host.Environment, "wg") is null)
        {
            return [new Finding("wireguard", Health.Broken, "wg is not on PATH; the overlay 'wireguard' cannot be built", Remedy)];
        }

        return [Tools.Find(context.Host.Environment, "wireguard-go") is { } wireguard
            ? new Finding("wireguard", Health.Good, wireguard)
            : IsInKernel()
                ? new Finding("wireguard", Health.Good, "in this machine's kernel")
                : new Finding("wireguard", Health.Broken, "wireguard-go is not on PATH and the kernel has no WireGuard; the overlay 'wireguard' cannot be built", Remedy)];
    }

    private static bool IsInKernel()
    {
        const string Release = "/proc/sys/kernel/osrelease";
        return Directory.Exists("/sys/module/wireguard")
            || (File.Exists(Release) && Directory.Exists($"/lib/modules/{File.ReadAllText(Release).Trim()}/kernel/drivers/net/wireguard"));
    }
}
