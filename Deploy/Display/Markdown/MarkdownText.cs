using System.Globalization;
using System.Text;

namespace E3.Deploy.Display.Markdown;

/// <summary>
/// The two places of a GitHub comment where a value can do no harm: the code within raw HTML, escaped, and a fenced block. Neither is read
/// as Markdown, and GitHub takes no @name and no #number in them for a mention.
/// </summary>
internal static class MarkdownText
{
    private const int LongestName = 120;
    private const int LongestSentence = 500;

    /// <summary>A name as code within an HTML block; on one line, as an empty line would end the block.</summary>
    public static string Code(string name) => CodeOf(name, LongestName);

    /// <summary>A sentence of somebody else's, in the same way.</summary>
    public static string Quote(string sentence) => CodeOf(sentence, LongestSentence);

    /// <summary>A text within an HTML block that holds no names but ours and numbers.</summary>
    public static string Html(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);

    /// <summary>A type within an HTML block: plain where it looks like one, as code where a program gave it other characters.</summary>
    public static string Type(string type) =>
        type.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is ':' or '/' or '.' or '_' or '-') ? Cut(type, LongestName) : Code(type);

    /// <summary>A fenced block of lines, its fence longer than any row of backticks within.</summary>
    public static string Fence(IEnumerable<string> lines, string language)
    {
        var kept = lines.Select(Visible).ToList();
        var fence = new string('`', Math.Max(3, kept.Select(LongestRun).DefaultIfEmpty().Max() + 1));
        return $"{fence}{language}\n{string.Concat(kept.Select(line => line + "\n"))}{fence}\n";
    }

    /// <summary>
    /// The text with every character that a reader would not see, or that would turn the text around him, spelt out: a reviewer must not be
    /// shown anything else than what is there (<see href="https://trojansource.codes"/>).
    /// </summary>
    public static string Visible(string text)
    {
        if (!text.Any(IsTricky))
        {
            return text;
        }

        var result = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            result.Append(IsTricky(character) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}") : character.ToString());
        }

        return result.ToString();
    }

    /// <summary>The text's beginning where it is longer than <paramref name="most"/> characters, and how long it is.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
        return string.Create(CultureInfo.InvariantCulture, $"{text[..end]}… ({text.Length} characters)");
    }

    private static string CodeOf(string text, int most) => $"<code>{Html(Cut(Visible(text), most))}</code>";

    private static bool IsTricky(char character) => char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator && character is not ('\t' or '\u200d');

    private static int LongestRun(string line)
    {
        var (longest, run) = (0, 0);
        foreach (var character in line)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
