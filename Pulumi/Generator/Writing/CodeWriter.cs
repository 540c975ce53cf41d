using System.Text;

namespace Pulumi.Generator.Writing;

/// <summary>C# text with indentation, blank lines between members, and documentation that is wrapped.</summary>
internal sealed class CodeWriter
{
    private const int Width = 140;

    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _atStart = true;

    public override string ToString() => _text.ToString();

    public void Line(string line)
    {
        _text.Append(line.Length > 0 ? new string(' ', 4 * _depth) : "").Append(line).Append('\n');
        _atStart = false;
    }

    /// <summary>A blank line, except at the beginning of a block.</summary>
    public void Gap()
    {
        if (!_atStart)
        {
            _text.Append('\n');
        }

        _atStart = true;
    }

    public void Block(string header, Action body) => Block(header, body, end: "}");

    public void Block(string header, Action body, string end)
    {
        Line(header);
        Line("{");
        _depth++;
        _atStart = true;
        body();
        _depth--;
        Line(end);
    }

    public void Indented(Action body)
    {
        _depth++;
        body();
        _depth--;
    }

    public void Summary(string text) => Documentation("<summary>", text, "</summary>");

    public void Remarks(string text) => Documentation("<remarks>", text, "</remarks>");

    public void Parameter(string name, string text) => Documentation($"<param name=\"{name}\">", text, "</param>");

    private void Documentation(string begin, string text, string end)
    {
        var line = $"/// {begin}{text}{end}";
        if ((4 * _depth) + line.Length <= Width)
        {
            Line(line);
            return;
        }

        Line($"/// {begin}");
        foreach (var wrapped in Wrapped(text, Width - (4 * _depth) - "/// ".Length))
        {
            Line($"/// {wrapped}");
        }

        Line($"/// {end}");
    }

    // Not within an element's angle brackets, where a line end would be hard to read.
    private static IEnumerable<string> Wrapped(string text, int width)
    {
        var line = new StringBuilder();
        foreach (var word in Words(text))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        yield return line.ToString();
    }

    private static IEnumerable<string> Words(string text)
    {
        var start = 0;
        var isInside = false;
        for (var i = 0; i < text.Length; i++)
        {
            isInside = text[i] == '<' || (isInside && text[i] != '>');
            if (text[i] == ' ' && !isInside)
            {
                yield return text[start..i];
                start = i + 1;
            }
        }

        yield return text[start..];
    }
}
