using System.Text;
using System.Threading.Channels;

namespace E3.Remote;

/// <summary>Reads one output of a command to its end: the text as it is, and line by line as it comes.</summary>
internal sealed class OutputPump(OutputSource source, Func<string, bool> isOurs, ChannelWriter<OutputLine>? lines, IProgress<OutputLine>? progress)
{
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _line = new();
    private bool _first = true;

    /// <summary>All that was read, but for a first line that was the prologue's.</summary>
    public string Text => _text.ToString();

    /// <summary>Reads until the stream ends; blocks the calling thread. Keeps the text only when nobody takes the lines.</summary>
    public void Run(Stream stream)
    {
        using var reader = new StreamReader(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), detectEncodingFromByteOrderMarks: false);
        var buffer = new char[4096];
        while (reader.Read(buffer, 0, buffer.Length) is > 0 and var count)
        {
            foreach (var c in buffer.AsSpan(0, count))
            {
                _line.Append(c);
                if (c == '\n') Flush();
            }
        }
        if (_line.Length > 0) Flush();
    }

    private void Flush()
    {
        var raw = _line.ToString();
        _line.Clear();
        var line = raw.TrimEnd('\n').TrimEnd('\r');
        var ours = _first && isOurs(line);
        _first = false;
        if (ours) return;
        if (lines is null) _text.Append(raw);
        else lines.TryWrite(new OutputLine(source, line));
        progress?.Report(new OutputLine(source, line));
    }
}
