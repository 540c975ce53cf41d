using System.Globalization;
using Spectre.Console;

namespace E3.Bench.Engine;

/// <summary>What all runs cost, and how it is shown.</summary>
internal sealed class Results(int repeats)
{
    private readonly Dictionary<(string Name, int Size), List<Cost?[]>> _runs = [];

    public void Add(string name, int size, Cost?[] costs)
    {
        if (!_runs.TryGetValue((name, size), out var runs))
            _runs.Add((name, size), runs = new List<Cost?[]>(repeats));
        runs.Add(costs);
    }

    public int Runs(string name, int size) => _runs.GetValueOrDefault((name, size))?.Count ?? 0;

    /// <summary>The longest phase of a contestant at the largest size it has had, in seconds; 0 when it has not run.</summary>
    public double Slowest(string name) => _runs.Where(entry => entry.Key.Name == name).OrderBy(entry => entry.Key.Size).LastOrDefault().Value?
        .Max(run => run.Max(cost => cost?.Seconds ?? double.PositiveInfinity)) ?? 0;

    public Table Table(int size, string without)
    {
        var table = new Table { Caption = Runs("terraform", size) == 0 ? new TableTitle($"terraform: {without}") : null }.AddColumns(["phase", "e3 (s)", "terraform (s)", "ratio", "e3 (MB)", "terraform (MB)", "e3 wrote (MB)", "terraform wrote (MB)"]);
        for (var phase = 0; phase < Contestant.Phases.Length; phase++)
        {
            var (ours, theirs) = (Median("e3", size, phase), Median("terraform", size, phase));
            table.AddRow(
                Contestant.Phases[phase], Text(ours?.Seconds, "F2"), Text(theirs?.Seconds, "F2"), Text(ours?.Seconds / theirs?.Seconds, "F2"),
                Text(ours?.MegaBytes, "F0"), Text(theirs?.MegaBytes, "F0"), Text(ours?.WrittenMegaBytes, "F1"), Text(theirs?.WrittenMegaBytes, "F1"));
        }
        return table;
    }

    /// <summary>How much longer each phase takes for ten times as much.</summary>
    public IEnumerable<string> Growth(int[] sizes)
    {
        foreach (var (small, large) in sizes.Zip(sizes.Skip(1)))
        {
            var phases = Contestant.Phases.Select((name, phase) => $"{name} × {Text(Median("e3", large, phase)?.Seconds / Median("e3", small, phase)?.Seconds, "F1")}");
            yield return string.Create(CultureInfo.InvariantCulture, $"e3, from {small} to {large}: {string.Join(", ", phases)}");
        }
    }

    private Cost? Median(string name, int size, int phase)
    {
        var costs = _runs.GetValueOrDefault((name, size))?.Select(run => run[phase]).OfType<Cost>().ToArray() ?? [];
        double Middle(Func<Cost, double> what) => costs.Select(what).Order().ElementAt(costs.Length / 2);
        return costs.Length == 0 ? null : new Cost(Middle(cost => cost.Seconds), Middle(cost => cost.MegaBytes), Middle(cost => cost.WrittenMegaBytes));
    }

    private static string Text(double? number, string format) => number?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
