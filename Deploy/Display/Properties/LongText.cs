using System.Globalization;
using E3.Deploy.Display.Terminal;

namespace E3.Deploy.Display.Properties;

/// <summary>Texts of many lines, such as scripts: shown as lines rather than as one endless string, and as the lines that differ.</summary>
internal static class LongText
{
    private const int LongestLine = 160;
    private const int MostLines = 12;
    private const int MostCompared = 2000;

    public static bool Is(string text) => text.Contains('\n') || text.Length > LongestLine;

    /// <summary>The text's size, for where its content would say too much.</summary>
    public static string Size(string text) => Lines(text) is { Length: > 1 } lines ? Invariant($"({lines.Length} lines)") : Invariant($"({text.Length} characters)");

    /// <summary>The text's size and its first lines, each after <paramref name="pad"/>; no line break at the end.</summary>
    public static void Write(StyledText target, string text, string pad, Tone tone)
    {
        var lines = Lines(text);
        target.Add(Size(text), tone);
        foreach (var line in lines.Take(MostLines))
        {
            target.Line().Add(pad + Cut(line), tone);
        }

        if (lines.Length > MostLines)
        {
            target.Line().Add(Invariant($"{pad}… {lines.Length - MostLines} more lines"), Tone.Faint);
        }
    }

    /// <summary>The lines that went and came, in order; false when the texts are too long to compare, or not made of lines.</summary>
    public static bool WriteDifference(StyledText target, string before, string after, string pad)
    {
        var (old, fresh) = (Lines(before), Lines(after));
        if (old.Length + fresh.Length is < 3 or > MostCompared)
        {
            return false;
        }

        target.Line(Invariant($"({old.Length} lines => {fresh.Length} lines)"), Tone.Update);
        foreach (var (sign, _, line) in Edits.Between<string>(old, fresh, MostCompared))
        {
            target.Line($"{pad}{sign} {Cut(line)}", sign == '+' ? Tone.Create : Tone.Delete);
        }

        return true;
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    private static string Cut(string line) => line.Length <= LongestLine ? line : line[..LongestLine] + "…";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
