using System.Text;

namespace E3.Deploy.Display.Terminal;

/// <summary>Text with tones, built piece by piece; it becomes escape sequences only where there is colour.</summary>
internal sealed class StyledText
{
    private readonly List<(string Text, Tone Tone)> _pieces = [];

    public StyledText Add(string text, Tone tone = Tone.Plain)
    {
        if (text.Length > 0)
        {
            _pieces.Add((text, tone));
        }

        return this;
    }

    public StyledText Line(string text = "", Tone tone = Tone.Plain) => Add(text, tone).Add("\n");

    public StyledText Add(StyledText other)
    {
        _pieces.AddRange(other._pieces);
        return this;
    }

    public bool IsEmpty => _pieces.Count == 0;

    /// <summary>The number of characters a terminal shows, line breaks aside.</summary>
    public int Width => _pieces.Sum(piece => piece.Text.Length);

    /// <summary>The same text cut to a width, its end marked, for a line that must not wrap.</summary>
    public StyledText Cut(int width)
    {
        if (Width <= width)
        {
            return this;
        }

        var cut = new StyledText();
        var left = Math.Max(width - 1, 0);
        foreach (var (text, tone) in _pieces)
        {
            cut.Add(text.Length <= left ? text : text[..left], tone);
            left -= Math.Min(left, text.Length);
        }

        return cut.Add("…", Tone.Faint);
    }

    public string Render(bool colour)
    {
        var rendered = new StringBuilder();
        foreach (var (text, tone) in _pieces)
        {
            if (!colour || tone is Tone.Plain || text == "\n")
            {
                rendered.Append(text);
            }
            else
            {
                rendered.Append(Escape(tone)).Append(text).Append("\e[0m");
            }
        }

        return rendered.ToString();
    }

    public override string ToString() => Render(colour: false);

    private static string Escape(Tone tone) => tone switch
    {
        Tone.Strong => "\e[1m",
        Tone.Faint => "\e[2m",
        Tone.Headline => "\e[1;95m",
        Tone.Create => "\e[32m",
        Tone.Update or Tone.Warning => "\e[33m",
        Tone.Delete or Tone.Error => "\e[31m",
        Tone.Replace => "\e[95m",
        Tone.Read => "\e[36m",
        Tone.Info => "\e[34m",
        _ => "",
    };
}
