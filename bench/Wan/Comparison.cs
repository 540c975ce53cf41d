using System.Globalization;
using System.Net;

namespace E3.Bench.Wan;

/// <summary>The same measurement over the bare relay and over the WAN at no delay, in turn, in one run.</summary>
internal static class Comparison
{
    private const int Rounds = 3;
    private const string NoDelay = "description: nothing\nround-trip-ms: 0\nwithin-ms: 0\n";

    public static TimeSpan Time { get; } = TimeSpan.FromSeconds(2);

    public static async Task PrintAsync(
        TextWriter output, string name, Func<PrivateNetwork, PrivateNetwork, IPAddress, Task<double>> measure, CancellationToken cancel)
    {
        var (relayed, emulated) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            relayed.Add(await RelayAsync(measure));
            emulated.Add(await WanAsync(measure, cancel));
        }
        var (relay, wan) = (Median(relayed), Median(emulated));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name,-22} {relay,7:0.0} {wan,7:0.0} {wan / relay,13:0.00}"));
    }

    private static async Task<double> RelayAsync(Func<PrivateNetwork, PrivateNetwork, IPAddress, Task<double>> measure)
    {
        using var a = PrivateNetwork.Create();
        using var b = PrivateNetwork.Create();
        using var relay = Relay.Start(a, b);
        return await measure(a, b, IPAddress.Parse("198.18.0.3"));
    }

    private static async Task<double> WanAsync(
        Func<PrivateNetwork, PrivateNetwork, IPAddress, Task<double>> measure, CancellationToken cancel)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".yaml");
        await File.WriteAllTextAsync(path, NoDelay, cancel);
        try
        {
            await using var site = await Site.CreateAsync(path, ["here", "there"], 2, cancel);
            return await measure(site.Networks[0], site.Networks[1], site.Hosts[1].Address);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
