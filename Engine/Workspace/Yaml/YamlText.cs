using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace E3.Engine.Workspace.Yaml;

/// <summary>Reads one YAML document into a tree with positions. Every mistake is one error: file, line, column, what to do.</summary>
internal sealed class YamlText
{
    private readonly string _file;
    private readonly string _text;
    private readonly Parser _parser;
    private readonly Dictionary<string, YamlTree> _anchors = new(StringComparer.Ordinal);

    private YamlText(string file, string text)
    {
        _file = file;
        _text = text;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>The document's root mapping; null when there is nothing but comments.</summary>
    /// <param name="file">How errors call the file.</param>
    /// <param name="text">The file's content.</param>
    public static YamlMapping? Parse(string file, string text)
    {
        var reader = new YamlText(file, text);
        try
        {
            return reader.ReadDocument();
        }
        catch (YamlException broken)
        {
            var (line, column) = reader.Position(broken);
            throw reader.Broken(line, column, Reason(broken), broken);
        }
        catch (Exception broken) when (broken is InvalidOperationException or ArgumentException or FormatException)
        {
            // The parser itself gives up on some unfinished flow collections: https://github.com/aaubry/YamlDotNet/issues
            var mark = reader._parser.Current?.End ?? Mark.Empty;
            throw reader.Broken(mark.Line, mark.Column, "a bracket, brace or quote is not closed", broken);
        }
    }

    private WorkspaceException Broken(long line, long column, string reason, Exception? inner = null) =>
        new($"{_file}:{line}:{column}: not valid YAML: {reason}. Mend that line, then run the command again.", inner);

    /// <summary>The parser reports a tab in an indentation at the value before it; the tab itself is what must be mended.</summary>
    private (long Line, long Column) Position(YamlException broken)
    {
        var tab = broken.Message.Contains("tab character", StringComparison.Ordinal)
            ? _text.IndexOf('\t', (int)Math.Min(broken.Start.Index, _text.Length))
            : -1;
        return tab < 0
            ? (broken.Start.Line, broken.Start.Column)
            : (_text.AsSpan(0, tab).Count('\n') + 1, tab - _text.LastIndexOf('\n', tab));
    }

    private static string Reason(YamlException broken)
    {
        var message = broken.InnerException?.Message ?? broken.Message;
        message = message.StartsWith("While ", StringComparison.Ordinal) && message.IndexOf(", ", StringComparison.Ordinal) is > 0 and var comma
            ? message[(comma + 2)..]
            : message;
        return message.TrimEnd('.', ' ');
    }

    private YamlMapping? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            return null;
        }

        _parser.Consume<DocumentStart>();
        var root = ReadNode();
        _parser.Consume<DocumentEnd>();
        if (!_parser.Accept<StreamEnd>(out var next))
        {
            throw Broken(_parser.Current!.Start.Line, 1, "a second document begins here; only one is allowed");
        }

        return root switch
        {
            YamlMapping mapping => mapping,
            YamlScalar { IsNull: true } => null,
            _ => throw Broken(root.Span.Line, root.Span.Column, "the file must hold 'key: value' lines"),
        };
    }

    private YamlTree ReadNode()
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            return _anchors.TryGetValue(alias.Value.Value, out var target)
                ? target
                : throw Broken(alias.Start.Line, alias.Start.Column, $"there is no anchor '&{alias.Value.Value}' before this alias");
        }

        _parser.Accept<NodeEvent>(out var current);
        YamlTree node = current switch
        {
            MappingStart => ReadMapping(),
            SequenceStart => ReadSequence(),
            _ => ReadScalar(),
        };
        if (current is null || current.Anchor.IsEmpty)
        {
            return node;
        }

        return _anchors[current.Anchor.Value] = node;
    }

    private YamlScalar ReadScalar()
    {
        var scalar = _parser.Consume<Scalar>();
        var start = (int)scalar.Start.Index;
        var end = (int)scalar.End.Index;
        if (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded)
        {
            // A block scalar's mark runs on to the next token, over blank lines that are nobody's.
            end = start + _text.AsSpan(start, end - start).TrimEnd().Length;
        }

        return new YamlScalar(new TextSpan(start, end, (int)scalar.Start.Line, (int)scalar.Start.Column), scalar.Value, scalar.Style);
    }

    private YamlMapping ReadMapping()
    {
        var start = _parser.Consume<MappingStart>();
        var entries = new List<YamlEntry>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (!_parser.Accept<MappingEnd>(out _))
        {
            var key = ReadNode() as YamlScalar
                ?? throw Broken(_parser.Current!.Start.Line, _parser.Current.Start.Column, "a key must be a plain word");
            if (!seen.Add(key.Value))
            {
                throw Broken(key.Span.Line, key.Span.Column, $"the key '{key.Value}' is there twice");
            }

            entries.Add(new YamlEntry(key, ReadNode()));
        }

        return new YamlMapping(Span(start.Start, _parser.Consume<MappingEnd>(), start.Style is MappingStyle.Flow), entries, start.Style is MappingStyle.Flow);
    }

    private YamlSequence ReadSequence()
    {
        var start = _parser.Consume<SequenceStart>();
        var items = new List<YamlTree>();
        while (!_parser.Accept<SequenceEnd>(out _))
        {
            items.Add(ReadNode());
        }

        return new YamlSequence(Span(start.Start, _parser.Consume<SequenceEnd>(), start.Style is SequenceStyle.Flow), items, start.Style is SequenceStyle.Flow);
    }

    /// <summary>A flow collection ends after its bracket; the parser's mark for the end stands before it.</summary>
    private static TextSpan Span(Mark start, ParsingEvent end, bool flow) =>
        new((int)start.Index, flow ? (int)end.Start.Index + 1 : (int)end.End.Index, (int)start.Line, (int)start.Column);
}
