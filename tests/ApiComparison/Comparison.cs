using System.Text;

namespace ApiComparison;

/// <summary>Two lists of signatures, and what is only in one of them.</summary>
/// <param name="OnlyOurs">An error each: a program that uses it does not build with the official package.</param>
/// <param name="OnlyOfficial">Left out.</param>
/// <param name="Shared">How many are in both.</param>
public sealed record Comparison(IReadOnlyList<string> OnlyOurs, IReadOnlyList<string> OnlyOfficial, int Shared)
{
    /// <summary>Compares line by line.</summary>
    /// <param name="ours">Our signatures.</param>
    /// <param name="official">The official ones, written the same way.</param>
    public static Comparison Of(IReadOnlyList<string> ours, IReadOnlyList<string> official)
    {
        var onlyOurs = ours.Except(official).ToList();
        return new(onlyOurs, [.. official.Except(ours)], ours.Count - onlyOurs.Count);
    }

    /// <summary>All of it as text, the errors first.</summary>
    public string Report()
    {
        var text = new StringBuilder();
        text.AppendLine(FormattableString.Invariant($"{Shared} the same"));
        Append(text, "only ours, or not the same", OnlyOurs);
        Append(text, "only official: left out, or not the same", OnlyOfficial);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string title, IReadOnlyList<string> lines)
    {
        text.AppendLine(FormattableString.Invariant($"{lines.Count} {title}"));
        foreach (var line in lines)
        {
            text.Append("  ").AppendLine(line);
        }
    }
}
