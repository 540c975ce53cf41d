using System.Globalization;
using System.Text.RegularExpressions;

namespace E3.Benchmarks.Mpyc;

/// <summary>What an MPyC program printed at one party.</summary>
/// <param name="ConnectedParties">The number in "All … parties connected"; null when it did not say so.</param>
/// <param name="Sessions">How many sessions it closed; a program may have several.</param>
/// <param name="Seconds">The time of all its sessions together, by its own clock.</param>
/// <param name="Bytes">What it sent in all its sessions.</param>
/// <param name="Results">Its other lines: what the program itself printed.</param>
internal sealed partial record MpycOutput(int? ConnectedParties, int Sessions, double Seconds, long Bytes, IReadOnlyList<string> Results)
{
    /// <summary>Reads the lines of standard output.</summary>
    public static MpycOutput Parse(IEnumerable<string> lines)
    {
        var (connected, sessions, seconds, bytes, results) = ((int?)null, 0, 0.0, 0L, new List<string>());
        foreach (var line in lines)
        {
            // A program's last print may lack its line end, so the runtime's own lines need not stand alone.
            if (StopLine().Match(line) is { Success: true } stop)
            {
                sessions++;
                seconds += Number(stop.Groups[1]) * 86400 + Number(stop.Groups[2]) * 3600 + Number(stop.Groups[3]) * 60 + Number(stop.Groups[4]);
                bytes += long.Parse(stop.Groups[5].ValueSpan, CultureInfo.InvariantCulture);
            }
            else if (ConnectedLine().Match(line) is { Success: true } all)
            {
                connected = int.Parse(all.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            }
            if (!LogLine().IsMatch(line)) results.Add(line.TrimEnd());
        }
        return new MpycOutput(connected, sessions, seconds, bytes, results);
    }

    private static double Number(Group group) => group.Success ? double.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"Stop MPyC -- elapsed time: (?:(\d+) days?, )?(\d+):(\d\d):(\d\d(?:\.\d+)?)\|bytes sent: (\d+)")]
    private static partial Regex StopLine();

    [GeneratedRegex(@"All (\d+) parties connected")]
    private static partial Regex ConnectedLine();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} ")]
    private static partial Regex LogLine();
}
