using System.Text.Json;
using E3.Benchmarks.Jobs;
using E3.Benchmarks.Results;

namespace E3.Benchmarks.Running;

/// <summary>Reads what the parties found out about each other; a pair that cannot connect is named.</summary>
internal static class AllPairs
{
    /// <summary>Round trips to measure on each way, at most.</summary>
    public const int Exchanges = 5;

    // What starting the program and telling us may take on top.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(15);

    /// <summary>Waits for every party's report; throws <see cref="MeasurementException"/> with every pair that failed.</summary>
    public static async Task<IReadOnlyList<MeasuredPair>> ReadAsync(Group group, RunRequest request, TimeSpan limit, CancellationToken cancel)
    {
        var what = $"checking all pairs over {request.Overlay}";
        var answers = await group.AnswersAsync(limit + Margin, what, cancel);
        var (pairs, failures) = (new List<MeasuredPair>(), new List<string>());
        for (var from = 0; from < answers.Count; from++)
        {
            foreach (var pair in Read(answers[from]).Pairs)
            {
                var (source, target) = (request.Parties[from], request.Parties[pair.To]);
                if (pair.Error is { } error)
                    failures.Add($"{source.Name} → {target.Name} ({request.AddressOf(source, target)}): {error.Split(": ")[^1]}");
                else
                    pairs.Add(new MeasuredPair(source.Name, target.Name, new RoundTrips(pair.MinMs, pair.MedianMs)));
            }
        }
        return failures.Count == 0 ? pairs : throw new MeasurementException(
            $"over {request.Overlay}, {failures.Count} of {request.Parties.Count * (request.Parties.Count - 1)} ordered pairs of parties cannot connect:\n  "
            + string.Join("\n  ", failures) + "\nIs the overlay up on both hosts, and does the firewall let the port through?");
    }

    private static ProbeReport Read(string answer) => JsonSerializer.Deserialize(answer, FloorJson.Default.ProbeReport)!;
}
