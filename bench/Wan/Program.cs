using System.Globalization;
using E3.Bench.Wan;
using E3.LocalCloud.Wan;

#pragma warning disable RS0030 // The program's door to the console.
var output = Console.Out;
#pragma warning restore RS0030

if (!Environment.IsPrivilegedProcess)
{
    await output.WriteLineAsync("bench/Wan creates network namespaces: run it as root");
    return 1;
}
using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
var cancel = limit.Token;
var culture = CultureInfo.InvariantCulture;

var digitalOcean = LatencyProfile.Load("digitalocean");
await output.WriteLineAsync("Round trips of small UDP packets against the profile digitalocean, endpoints at real-time priority");
await output.WriteLineAsync("hosts   samples   error p50 µs   p99 µs   max µs   emulator's lateness p50/p99 µs   held   set-up s");
foreach (var hosts in (int[])[4, 16, 64])
{
    var began = TimeProvider.System.GetTimestamp();
    await using var site = await Site.CreateAsync("digitalocean", digitalOcean.Regions, hosts, cancel);
    var setUp = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    await RoundTrips.MeasureAsync(site, digitalOcean, TimeSpan.FromSeconds(2), cancel);
    var mark = (await site.Client.ReportAsync(null, cancel)).Mark;
    var errors = await RoundTrips.MeasureAsync(site, digitalOcean, TimeSpan.FromSeconds(10), cancel);
    var report = await site.Client.ReportAsync(mark, cancel);
    await output.WriteLineAsync(string.Create(
        culture,
        $"{hosts,5} {errors.Length,9} {errors[errors.Length / 2],14:0} {errors[errors.Length * 99 / 100],8:0} {errors[^1],8:0}"
        + $" {report.P50Micros,27:0}/{report.P99Micros:0} {report.Held,9} {setUp,10:0.00}"));
}

await output.WriteLineAsync("\nThroughput at no delay against a bare TUN relay, medians of three rounds in turn");
await output.WriteLineAsync("                         relay     WAN   WAN / relay");
await Comparison.PrintAsync(output, "1 TCP stream, Gbit/s", (a, b, to) => Throughput.StreamsAsync(a, b, to, 1, Comparison.Time), cancel);
await Comparison.PrintAsync(output, "4 TCP streams, Gbit/s", (a, b, to) => Throughput.StreamsAsync(a, b, to, 4, Comparison.Time), cancel);
await Comparison.PrintAsync(output, "64-byte UDP, 1000/s", (a, b, to) => Throughput.SmallPacketsAsync(a, b, to, Comparison.Time), cancel);
return 0;
