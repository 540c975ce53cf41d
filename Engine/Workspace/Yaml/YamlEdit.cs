namespace E3.Engine.Workspace.Yaml;

/// <summary>
/// Changes one value in a YAML text and leaves every other character, comment and blank line where it is. A path is made of keys
/// (<see cref="string"/>) and indexes (<see cref="int"/>).
/// </summary>
internal sealed class YamlEdit
{
    private readonly string _file;
    private readonly string _text;

    private YamlEdit(string file, string text)
    {
        _file = file;
        _text = text;
    }

    /// <summary>The text with the value at the path set; mappings and lists on the way are made when they are not there.</summary>
    public static string Set(string file, string text, IReadOnlyList<object> path, YamlValue value)
    {
        text = text.ReplaceLineEndings("\n");
        var edit = new YamlEdit(file, text);
        var changed = YamlText.Parse(file, text) is { } root
            ? edit.SetIn(root, path, 0, value)
            : edit.Insert(text.Length, (text.Length == 0 || text.EndsWith('\n') ? "" : "\n") + Nest(path, 0, value).Block(0) + "\n");
        return edit.Checked(changed, path, value);
    }

    /// <summary>The text without the value at the path; unchanged when there is none.</summary>
    public static string Remove(string file, string text, IReadOnlyList<object> path)
    {
        text = text.ReplaceLineEndings("\n");
        var edit = new YamlEdit(file, text);
        return YamlText.Parse(file, text) is { } root ? edit.RemoveIn(root, path) : text;
    }

    /// <summary>What stands at the path, or null.</summary>
    public static YamlTree? Find(YamlTree? node, IReadOnlyList<object> path)
    {
        foreach (var segment in path)
        {
            node = (node, segment) switch
            {
                (YamlMapping mapping, string key) => mapping.Find(key)?.Value,
                (YamlSequence sequence, int index) when index >= 0 && index < sequence.Items.Count => sequence.Items[index],
                _ => null,
            };
        }

        return node;
    }

    private string SetIn(YamlTree node, IReadOnlyList<object> path, int at, YamlValue value)
    {
        switch (node, path[at])
        {
            case (YamlMapping { Flow: true } or YamlSequence { Flow: true }, _):
                return Splice(node.Span.Start, node.Span.End, SetInValue(YamlValue.From(node, _text), path, at, value).Flow());
            case (YamlMapping mapping, string key):
                if (mapping.Find(key) is not { } entry)
                {
                    var added = new YamlValue.Map([KeyValuePair.Create(key, Nest(path, at + 1, value))]);
                    return Insert(LineEnd(mapping.ContentEnd), "\n" + added.Block(mapping.Entries[0].Key.Span.Column - 1));
                }

                return at == path.Count - 1 || entry.Value is YamlScalar
                    ? Replace(entry, Nest(path, at + 1, value))
                    : SetIn(Own(mapping, entry.Value), path, at + 1, value);
            case (YamlSequence sequence, int index):
                if (index == sequence.Items.Count)
                {
                    var added = new YamlValue.List([Nest(path, at + 1, value)]);
                    return Insert(LineEnd(sequence.ContentEnd), "\n" + added.Block(sequence.Span.Column - 1));
                }

                if (index < 0 || index > sequence.Items.Count)
                {
                    throw new WorkspaceException($"{_file}:{sequence.Span.Line}: there are {sequence.Items.Count} items, so [{index}] cannot be set; "
                        + $"use an index from 0 to {sequence.Items.Count}.");
                }

                var item = sequence.Items[index];
                return at == path.Count - 1 || item is YamlScalar
                    ? Splice(item.Span.Start, item.ContentEnd, Nest(path, at + 1, value).Block(item.Span.Column - 1).TrimStart(' '))
                    : SetIn(Own(sequence, item), path, at + 1, value);
            default:
                throw new WorkspaceException($"{_file}:{node.Span.Line}: "
                    + (node is YamlSequence ? $"this is a list; '{path[at]}' must be an index such as [0]." : $"this is a map; [{path[at]}] must be a key."));
        }
    }

    /// <summary>Puts a value after an entry's key, keeping a comment at the end of the key's line.</summary>
    private string Replace(YamlEntry entry, YamlValue value)
    {
        var old = entry.Value;
        var colon = _text.IndexOf(':', entry.Key.Span.End) + 1;
        if (old is YamlMapping { Secure: not null } secure && value is YamlValue.Map { Entries: [{ Key: "secure", Value: var cipher }] })
        {
            return Splice(secure.Entries[0].Value.Span.Start, secure.Entries[0].Value.ContentEnd, cipher.Flow());
        }

        var lineEnd = LineEnd(colon);
        if (old.ContentEnd > lineEnd)
        {
            // The old value goes on below its key: all of its lines go.
            var from = old.Span.Line == entry.Key.Span.Line ? colon : lineEnd;
            var rest = _text[..from] + _text[(old is YamlScalar or YamlMapping { Flow: true } or YamlSequence { Flow: true } ? old.ContentEnd : LineEnd(old.ContentEnd))..];
            return new YamlEdit(_file, rest).After(colon, entry.Key, value);
        }

        var start = old.Span.Start < colon ? colon : old.Span.Start;
        return value is YamlValue.Scalar scalar && old.ContentEnd > start
            ? Splice(start, old.ContentEnd, scalar.Text)
            : new YamlEdit(_file, _text[..colon] + _text[Math.Max(colon, old.ContentEnd)..]).After(colon, entry.Key, value);
    }

    private string After(int colon, YamlScalar key, YamlValue value)
    {
        var rendered = YamlValue.AfterKey(value, key.Span.Column - 1);
        return rendered[0] == '\n' ? Insert(LineEnd(colon), rendered) : Insert(colon, rendered);
    }

    private string RemoveIn(YamlMapping root, IReadOnlyList<object> path)
    {
        if (Find(root, path) is null)
        {
            return _text;
        }

        for (var depth = 0; depth < path.Count; depth++)
        {
            var node = Find(root, [.. path.Take(depth)])!;
            if (node is YamlMapping { Flow: true } or YamlSequence { Flow: true })
            {
                return Splice(node.Span.Start, node.Span.End, Without(YamlValue.From(node, _text), path, depth).Flow());
            }
        }

        var parent = Find(root, [.. path.Take(path.Count - 1)])!;
        var (members, index) = parent is YamlMapping mapping
            ? (mapping.Entries.Count, mapping.Entries.ToList().FindIndex(entry => entry.Key.Value == (string)path[^1]))
            : (((YamlSequence)parent).Items.Count, (int)path[^1]);
        if (members == 1 && path.Count > 1)
        {
            return Set(_file, _text, [.. path.Take(path.Count - 1)], parent is YamlMapping ? new YamlValue.Map([]) : new YamlValue.List([]));
        }

        var (start, end) = parent is YamlMapping { Entries: var entries }
            ? (entries[index].Key.Span.Start, entries[index].ContentEnd)
            : (_text.LastIndexOf('-', ((YamlSequence)parent).Items[index].Span.Start - 1), ((YamlSequence)parent).Items[index].ContentEnd);
        var lineStart = _text.LastIndexOf('\n', Math.Max(start - 1, 0)) + 1;
        if (parent is YamlMapping first && index == 0 && _text[lineStart..start].Trim().Length > 0)
        {
            return Splice(start, first.Entries[1].Key.Span.Start, ""); // "- a: 1" keeps its dash
        }

        var lineEnd = LineEnd(end);
        return Splice(lineStart, Math.Min(lineEnd + 1, _text.Length), "");
    }

    private static YamlValue Nest(IReadOnlyList<object> path, int at, YamlValue value)
    {
        for (var i = path.Count - 1; i >= at; i--)
        {
            value = path[i] switch
            {
                string key => new YamlValue.Map([KeyValuePair.Create(key, value)]),
                0 => new YamlValue.List([value]),
                var index => throw new WorkspaceException($"There is no list yet, so [{index}] cannot be set; begin with [0]."),
            };
        }

        return value;
    }

    private YamlValue SetInValue(YamlValue node, IReadOnlyList<object> path, int at, YamlValue value)
    {
        if (at == path.Count)
        {
            return value;
        }

        switch (node, path[at])
        {
            case (YamlValue.Map map, string key):
                var old = map.Entries.FirstOrDefault(entry => entry.Key == key).Value;
                var child = KeyValuePair.Create(key, old is null ? Nest(path, at + 1, value) : SetInValue(old, path, at + 1, value));
                return new YamlValue.Map(old is null ? [.. map.Entries, child] : [.. map.Entries.Select(entry => entry.Key == key ? child : entry)]);
            case (YamlValue.List list, int index) when index >= 0 && index <= list.Items.Count:
                return index == list.Items.Count
                    ? new YamlValue.List([.. list.Items, Nest(path, at + 1, value)])
                    : new YamlValue.List([.. list.Items.Select((item, i) => i == index ? SetInValue(item, path, at + 1, value) : item)]);
            case (YamlValue.Scalar, _):
                return Nest(path, at, value);
            default:
                throw new WorkspaceException($"{_file}: '{path[at]}' does not fit what is there: a list takes an index within it, a map a key.");
        }
    }

    private static YamlValue Without(YamlValue node, IReadOnlyList<object> path, int at) => (node, path[at]) switch
    {
        (YamlValue.Map map, string key) when at == path.Count - 1 => new YamlValue.Map([.. map.Entries.Where(entry => entry.Key != key)]),
        (YamlValue.Map map, string key) => new YamlValue.Map([.. map.Entries.Select(entry =>
            entry.Key == key ? KeyValuePair.Create(key, Without(entry.Value, path, at + 1)) : entry)]),
        (YamlValue.List list, int index) when at == path.Count - 1 => new YamlValue.List([.. list.Items.Where((_, i) => i != index)]),
        (YamlValue.List list, int index) => new YamlValue.List([.. list.Items.Select((item, i) => i == index ? Without(item, path, at + 1) : item)]),
        _ => node,
    };

    /// <summary>A child that stands inside its parent; an alias stands elsewhere, and an edit there would change two values.</summary>
    private YamlTree Own(YamlTree parent, YamlTree child) => child.Span.Start >= parent.Span.Start
        ? child
        : throw new WorkspaceException($"{_file}:{child.Span.Line}: this value is shared by an alias (*name); edit it by hand.");

    /// <summary>Reads the result back: an edit that would not say what was asked is refused rather than written.</summary>
    private string Checked(string changed, IReadOnlyList<object> path, YamlValue value)
    {
        var wanted = YamlText.Parse(_file, new YamlValue.Map([KeyValuePair.Create("v", value)]).Block(0))?.Find("v")?.Value;
        try
        {
            if (Same(Find(YamlText.Parse(_file, changed), path), wanted))
            {
                return changed;
            }
        }
        catch (WorkspaceException broken)
        {
            throw NotEditable(broken);
        }

        throw NotEditable(null);

        WorkspaceException NotEditable(Exception? cause) =>
            new($"{_file} is laid out in a way this command cannot edit. Write by hand:\n{Nest(path, 0, value).Block(0)}", cause);
    }

    private static bool Same(YamlTree? left, YamlTree? right) => (left, right) switch
    {
        (YamlScalar a, YamlScalar b) => a.Value == b.Value && a.IsNull == b.IsNull && a.AsBool == b.AsBool && a.AsNumber == b.AsNumber,
        (YamlMapping a, YamlMapping b) => a.Entries.Count == b.Entries.Count && a.Entries.All(entry => Same(entry.Value, b.Find(entry.Key.Value)?.Value)),
        (YamlSequence a, YamlSequence b) => a.Items.Count == b.Items.Count && a.Items.Zip(b.Items).All(pair => Same(pair.First, pair.Second)),
        _ => false,
    };

    private int LineEnd(int offset) => _text.IndexOf('\n', Math.Min(offset, _text.Length)) is >= 0 and var end ? end : _text.Length;

    private string Insert(int offset, string added) => _text.Insert(offset, added);

    private string Splice(int start, int end, string replacement) => string.Concat(_text.AsSpan(0, start), replacement, _text.AsSpan(end));
}
