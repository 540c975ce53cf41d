using System.Globalization;
using System.Text.RegularExpressions;

namespace E3.Benchmarks.Mpyc.Checks;

/// <summary>
/// The demo secretsanta draws a random derangement of 0 … n − 1 for each n up to its argument in seven fields: every vector opened must be
/// a permutation that leaves nothing in its place.
/// </summary>
internal sealed partial class SecretSanta : IResultCheck
{
    private const int Fields = 7;
    private const int DefaultSize = 8;

    public string? Problem(IReadOnlyList<IReadOnlyList<string>> results, IReadOnlyList<string> arguments)
    {
        if (new Agreement().Problem(results, arguments) is { } disagreement) return disagreement;
        var largest = arguments.Count > 0 && int.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : DefaultSize;
        var (field, characteristic, drawn) = ("", 0, new HashSet<(string, int)>());
        foreach (var line in results[0])
        {
            if (FieldLine().Match(line) is { Success: true } header)
            {
                field = header.Groups[1].Value;
                characteristic = header.Groups[2].Success ? int.Parse(header.Groups[2].ValueSpan, CultureInfo.InvariantCulture) : 0;
            }
            else if (VectorLine().Match(line) is { Success: true } vector)
            {
                var size = int.Parse(vector.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
                var elements = vector.Groups[2].Value.Split(", ").Select(element => Value(element, characteristic)).ToList();
                if (!elements.Order().SequenceEqual(Enumerable.Range(0, size).Select(i => (double?)i)))
                    return $"secretsanta opened no permutation of {size} in {field}: {vector.Groups[2].Value}";
                if (elements.Where((element, place) => element == place).Any())
                    return $"secretsanta opened a permutation that leaves something in its place in {field}: {vector.Groups[2].Value}";
                drawn.Add((field, size));
            }
        }
        var expected = Fields * Math.Max(0, largest - 1);
        return drawn.Count == expected ? null
            : string.Create(CultureInfo.InvariantCulture, $"secretsanta opened {drawn.Count} vectors instead of {expected}");
    }

    /// <summary>An element as printed (an integer, a fixed-point number, a polynomial like x^2+2x+1) as the integer it stands for.</summary>
    private static double? Value(string element, int characteristic)
    {
        var value = 0.0;
        foreach (var term in element.Split('+'))
        {
            var match = Term().Match(term);
            if (!match.Success) return null;
            var coefficient = match.Groups[1].Length > 0 ? double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 1;
            var degree = !match.Groups[2].Success ? 0 : match.Groups[3].Success ? int.Parse(match.Groups[3].ValueSpan, CultureInfo.InvariantCulture) : 1;
            value += coefficient * Math.Pow(characteristic, degree);
        }
        return value;
    }

    [GeneratedRegex(@"^Using secure ([^:]+): \S*?(?:\(GF\((\d+)(?:\^\d+)?\)\))?$")]
    private static partial Regex FieldLine();

    [GeneratedRegex(@"^(\d+) \[(.*)\]$")]
    private static partial Regex VectorLine();

    [GeneratedRegex(@"^(?!$)(\d+(?:\.\d+)?)?(x(?:\^(\d+))?)?$")]
    private static partial Regex Term();
}
