using System.Globalization;
using System.Text.Encodings.Web;
using E3.Floor.Network;

namespace E3.Floor.Commands;

/// <summary>Finds the other parties, and prints one line of JSON about the way to each when it was to be measured.</summary>
internal sealed class MeetCommand(Arguments arguments, TextWriter output, TimeProvider clock)
{
    /// <summary>Returns the connections; throws <see cref="FloorException"/> when a party is missing after the time for meeting.</summary>
    public async Task<Mesh> RunAsync(CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(arguments.Meet, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        try
        {
            return await Mesh.JoinAsync(arguments.Membership, arguments.Listen, arguments.Exchanges, Report, clock, stop.Token);
        }
        catch (FloorException error) when (deadline.IsCancellationRequested)
        {
            throw new FloorException(string.Create(CultureInfo.InvariantCulture, $"{error.Message} (deadline {arguments.Meet.TotalSeconds} s)"), cause: error);
        }
    }

    private void Report(IReadOnlyList<ProbedPair> pairs)
    {
        if (arguments.Exchanges == 0) return;
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
