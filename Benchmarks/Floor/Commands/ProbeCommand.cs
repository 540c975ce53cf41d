using System.Globalization;
using System.Text.Encodings.Web;
using E3.Floor.Network;

namespace E3.Floor.Commands;

/// <summary>Measures the way to every other party and prints it as one line of JSON.</summary>
internal sealed class ProbeCommand(Arguments arguments, TextWriter output, TimeProvider clock)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(arguments.Deadline, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        var probe = new Probe(arguments.Membership, arguments.Listen, arguments.Exchanges, clock);
        var pairs = await probe.RunAsync(Report, stop.Token);
        cancel.ThrowIfCancellationRequested();
        if (pairs.FirstOrDefault(pair => pair.Error is not null) is { } unreachable)
            throw new FloorException(string.Create(CultureInfo.InvariantCulture, $"{unreachable.Error} (deadline {arguments.Deadline.TotalSeconds} s)"));
    }

    private void Report(IReadOnlyList<ProbedPair> pairs)
    {
        output.WriteLine($$"""{"party":{{arguments.Membership.Self}},"pairs":[{{string.Join(",", pairs.Select(ToJson))}}]}""");
        output.Flush();
    }

    private static string ToJson(ProbedPair pair)
    {
        if (pair.Error is { } error) return $$"""{"to":{{pair.To}},"error":"{{JavaScriptEncoder.Default.Encode(error)}}"}""";
        var sorted = pair.RoundTrips.Select(time => time.TotalMilliseconds).Order().ToList();
        return string.Create(
            CultureInfo.InvariantCulture, $$"""{"to":{{pair.To}},"minMs":{{sorted[0]:F4}},"medianMs":{{sorted[sorted.Count / 2]:F4}}}""");
    }
}
