using System.Globalization;
using System.Text.RegularExpressions;

namespace Pulumi;

/// <summary>Durations as the engine writes them: <c>1h30m</c>, <c>250ms</c> (https://pkg.go.dev/time#ParseDuration).</summary>
internal static partial class GoDuration
{
    private static readonly Dictionary<string, decimal> TicksIn = new()
    {
        ["ns"] = 0.01m,
        ["us"] = TimeSpan.TicksPerMicrosecond,
        ["µs"] = TimeSpan.TicksPerMicrosecond,
        ["μs"] = TimeSpan.TicksPerMicrosecond,
        ["ms"] = TimeSpan.TicksPerMillisecond,
        ["s"] = TimeSpan.TicksPerSecond,
        ["m"] = TimeSpan.TicksPerMinute,
        ["h"] = TimeSpan.TicksPerHour,
    };

    /// <returns>Null for an empty text.</returns>
    public static TimeSpan? Parse(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (Whole().Match(text) is not { Success: true } match)
        {
            throw new FormatException($"'{text}' is not a duration such as 1h30m or 250ms.");
        }

        var ticks = match.Groups["number"].Captures.Zip(match.Groups["unit"].Captures).Sum(
            part => decimal.Parse(part.First.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * TicksIn[part.Second.Value]);
        return TimeSpan.FromTicks((long)(text[0] == '-' ? -ticks : ticks));
    }

    [GeneratedRegex(@"^[-+]?(?:0|(?:(?<number>[0-9]+\.?[0-9]*|\.[0-9]+)(?<unit>ns|us|µs|μs|ms|s|m|h))+)$")]
    private static partial Regex Whole();
}
