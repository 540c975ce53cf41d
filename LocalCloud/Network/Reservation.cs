using System.Globalization;
using E3.LocalCloud.Control;

namespace E3.LocalCloud.Network;

/// <summary>
/// Keeps a cloud's addresses its own while its emulator, and with it the interface that has them, is dead: an unreachable route that
/// loses to the interface's. Without it another cloud could take the network in that moment, and packets to hosts would follow the
/// default route out of the machine. The route's metric says whose it is, so that it can be found when nothing else is left.
/// </summary>
internal static class Reservation
{
    // Any number that nobody else uses and that leaves room for a port below 2^31.
    private const int Base = 0x45330000;

    public static int MetricOf(int port) => Base + port;

    public static async Task HoldAsync(AddressBlock block, int metric, CancellationToken cancel) =>
        await Shell.RunAsync("ip", ["route", "replace", .. Arguments(block.Network.ToString(), metric)], cancel);

    /// <summary>Gives free whatever the owner of the metric holds.</summary>
    /// <returns>Whether there was anything.</returns>
    public static async Task<bool> ReleaseAsync(int metric, CancellationToken cancel)
    {
        var held = Routes.Read().Where(route => IsOf(route, metric)).ToArray();
        foreach (var route in held)
            await Shell.RunAsync("ip", ["route", "del", .. Arguments(route.Network.ToString(), metric)], cancel);
        return held.Length > 0;
    }

    public static bool IsOf(Route route, int metric) => route.Interface == "*" && route.Metric == metric;

    private static string[] Arguments(string network, int metric) =>
        ["unreachable", network, "metric", metric.ToString(CultureInfo.InvariantCulture)];
}
