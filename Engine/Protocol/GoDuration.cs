using System.Buffers;
using System.Globalization;

namespace E3.Engine.Protocol;

/// <summary>Durations as the protocol has them (<see href="https://pkg.go.dev/time#ParseDuration"/>).</summary>
internal static class GoDuration
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    /// <summary>Seconds, as Go reads them; null is "".</summary>
    public static string Write(TimeSpan? time) => time is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.TotalSeconds:0.###}s") : "";

    /// <summary>A duration as Go writes it: <c>1h30m</c>, <c>20s</c>, <c>1.5s</c>; "" is none.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (text.Length == 0)
            return null;
        var total = TimeSpan.Zero;
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept(Digits);
            var unit = digits < 1 ? [] : rest[digits..];
            var length = unit.IndexOfAny(Digits);
            unit = length < 0 ? unit : unit[..length];
            if (digits < 1 || !double.TryParse(rest[..digits], CultureInfo.InvariantCulture, out var number))
                throw new EngineException($"'{text}' is not a duration: expected something like 1h30m or 20s");
            total += unit switch
            {
                "h" => TimeSpan.FromHours(number),
                "m" => TimeSpan.FromMinutes(number),
                "s" => TimeSpan.FromSeconds(number),
                "ms" => TimeSpan.FromMilliseconds(number),
                "us" or "µs" => TimeSpan.FromMicroseconds(number),
                "ns" => TimeSpan.FromMicroseconds(number / 1000),
                _ => throw new EngineException($"'{text}' is not a duration: unknown unit '{unit}'"),
            };
            rest = rest[(digits + unit.Length)..];
        }
        return total;
    }
}
