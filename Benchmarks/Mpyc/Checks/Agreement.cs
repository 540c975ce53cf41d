using System.Globalization;

namespace E3.Benchmarks.Mpyc.Checks;

/// <summary>Every party must have printed the same: what is opened is opened to all.</summary>
internal sealed class Agreement : IResultCheck
{
    public string? Problem(IReadOnlyList<IReadOnlyList<string>> results, IReadOnlyList<string> arguments)
    {
        for (var party = 1; party < results.Count; party++)
        {
            var length = Math.Max(results[0].Count, results[party].Count);
            for (var line = 0; line < length; line++)
            {
                var (first, other) = (results[0].ElementAtOrDefault(line), results[party].ElementAtOrDefault(line));
                if (first != other)
                    return string.Create(CultureInfo.InvariantCulture, $"parties disagree: party 0 printed '{first}', party {party} '{other}'");
            }
        }
        return null;
    }
}
