using System.Globalization;
using System.Text.Json;
using E3.Benchmarks.Jobs;
using E3.Benchmarks.Results;
using E3.Remote;

namespace E3.Benchmarks.Running;

/// <summary>Measures every ordered pair over the overlay before anything else; a pair that fails is named.</summary>
internal static class AllPairs
{
    private const int Exchanges = 5;

    // What starting the program and telling us may take on top.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(15);

    /// <summary>The probes, ready to be let go.</summary>
    public static Task<Group> PrepareAsync(
        Crew crew, RunRequest request, string session, IReadOnlyList<string> floor, TimeSpan limit, TimeProvider clock, CancellationToken cancel) =>
        Group.PrepareAsync(
            crew,
            member => new RemoteCommand(string.Create(
                CultureInfo.InvariantCulture,
                $"{floor[member.Index]} probe --held --exchanges {Exchanges} --deadline {limit.TotalSeconds:0} --session {session} {FloorWorkload.Place(request, member)}")),
            line => line.Source == OutputSource.Stdout, _ => false, clock, cancel);

    /// <summary>The matrix; throws <see cref="MeasurementException"/> with every pair that failed.</summary>
    public static async Task<IReadOnlyList<MeasuredPair>> MeasureAsync(Group probes, RunRequest request, TimeSpan limit, CancellationToken cancel)
    {
        var what = $"checking all pairs over {request.Overlay}";
        var answers = await probes.AnswersAsync(limit + Margin, what, cancel);
        var (pairs, failures) = (new List<MeasuredPair>(), new List<string>());
        for (var from = 0; from < answers.Count; from++)
        {
            var report = JsonSerializer.Deserialize(answers[from], FloorJson.Default.ProbeReport)
                ?? throw new MeasurementException($"{what}: {request.Parties[from].Name} answered nothing");
            foreach (var pair in report.Pairs)
            {
                var (source, target) = (request.Parties[from], request.Parties[pair.To]);
                if (pair.Error is { } error)
                    failures.Add($"{source.Name} → {target.Name} ({request.AddressOf(source, target)}): {error.Split(": ")[^1]}");
                else
                    pairs.Add(new MeasuredPair(source.Name, target.Name, new RoundTrips(pair.MinMs, pair.MedianMs)));
            }
        }
        if (failures.Count > 0)
        {
            throw new MeasurementException(
                $"over {request.Overlay}, {failures.Count} of {request.Parties.Count * (request.Parties.Count - 1)} ordered pairs of parties cannot connect:\n  "
                + string.Join("\n  ", failures) + "\nIs the overlay up on both hosts, and does the firewall let the port through?");
        }
        // The port is free for the parties only when the probes have ended; they do once each has served all.
        await probes.EndsAsync(limit + Margin, what, cancel);
        return pairs;
    }
}
