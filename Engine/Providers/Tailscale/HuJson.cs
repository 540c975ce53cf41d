using System.Text;
using System.Text.Json;

namespace E3.Engine.Providers.Tailscale;

/// <summary>JSON for people: with comments and commas after the last item (<see href="https://github.com/tailscale/hujson"/>).</summary>
internal static class HuJson
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>What is wrong with a policy file, or null.</summary>
    public static string? Mistake(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            return document.RootElement.ValueKind == JsonValueKind.Object ? null : "must be an object: { \"acls\": … }";
        }
        catch (JsonException error)
        {
            return $"is not JSON with comments: line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1} cannot be read";
        }
    }

    /// <summary>Whether two texts differ in nothing but blanks and commas after the last item; comments count.</summary>
    public static bool Same(string one, string other) => Bare(one) == Bare(other);

    private static string Bare(string text)
    {
        var bare = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var end = text[at] == '"' ? EndOfString(text, at)
                : Begins(text, at, "//") ? EndOf(text, at, "\n")
                : Begins(text, at, "/*") ? EndOf(text, at, "*/")
                : at + 1;
            if (text[at] is '}' or ']' && bare.Length > 0 && bare[^1] == ',') bare.Length--;
            if (!char.IsWhiteSpace(text[at])) bare.Append(Begins(text, at, "//") ? text[at..end].TrimEnd() + "\n" : text[at..end]);
            at = end;
        }
        return bare.ToString();
    }

    private static int EndOfString(string text, int at)
    {
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == '"') return i + 1;
        }
        return text.Length;
    }

    private static int EndOf(string text, int at, string mark) => text.IndexOf(mark, at + 2, StringComparison.Ordinal) is >= 0 and var end ? end + mark.Length : text.Length;

    private static bool Begins(string text, int at, string mark) => string.CompareOrdinal(text, at, mark, 0, mark.Length) == 0;
}
