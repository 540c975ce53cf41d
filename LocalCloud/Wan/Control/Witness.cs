using System.Globalization;
using E3.LocalCloud.Wan.Emulation;

namespace E3.LocalCloud.Wan.Control;

/// <summary>Reports on the emulator's lateness between two moments. Every report is itself a mark that a later one can count from.</summary>
internal sealed class Witness(Emulator emulator)
{
    private const int MostMarks = 512;
    // At most one turn in so many may be an overload.
    private const int TurnsPerOverload = 100;
    private readonly string _start = Guid.NewGuid().ToString("N")[..8];
    private readonly Queue<(string Name, LatenessCounts Lateness, Counters Counters)> _marks = new();
    private int _taken;

    public async Task<WanReport> ReportAsync(string? since, string profile, int hosts)
    {
        var mark = string.Create(CultureInfo.InvariantCulture, $"{_start}-{++_taken}");
        var (lateness, counters) = (emulator.Lateness, emulator.Counters);
        if (since is not null)
        {
            var earlier = Find(since);
            (lateness, counters) = (lateness.Since(earlier.Lateness), counters.Since(earlier.Counters));
        }
        _marks.Enqueue((mark, emulator.Lateness, emulator.Counters));
        if (_marks.Count > MostMarks)
            _marks.Dequeue();

        var bound = WanReport.HeldBound.TotalMicroseconds;
        var p99 = lateness.Percentile(0.99);
        return new WanReport(
            mark,
            profile,
            hosts,
            counters.Packets,
            counters.Bytes,
            lateness.Percentile(0.5),
            p99,
            lateness.Percentile(1),
            new WanDrops(counters.Unknown, counters.Queue, counters.Gone, counters.Refused),
            counters.Overloads,
            counters.Turns,
            await emulator.PriorityWarning is null,
            emulator.Compensation.TotalMicroseconds,
            bound,
            p99 <= bound && counters.Overloads * TurnsPerOverload <= counters.Turns);
    }

    private (string Name, LatenessCounts Lateness, Counters Counters) Find(string mark)
    {
        foreach (var known in _marks)
            if (known.Name == mark)
                return known;
        throw new WanException(
            mark.StartsWith(_start + "-", StringComparison.Ordinal)
                ? $"the mark {mark} is older than the last {MostMarks}: nothing can be said about the time since"
                : $"the mark {mark} is of another emulator process: it was restarted since, and nobody watched meanwhile");
    }
}
