namespace E3.Engine.Providers.Command;

/// <summary>The end of what a command said on both its outputs, in the order in which it came.</summary>
internal sealed class LastLines
{
    private const int Kept = 20;

    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = [];
    private readonly SortedSet<string> _hidden = new(StringComparer.Ordinal);

    public void Add(string line)
    {
        lock (_lock)
        {
            _lines.Enqueue(line.TrimEnd());
            if (_lines.Count > Kept) _lines.Dequeue();
        }
    }

    /// <summary>Notes that something was said that is not to be told.</summary>
    public void Hide(string output)
    {
        lock (_lock) _hidden.Add(output);
    }

    /// <summary>The lines as the end of a message.</summary>
    public override string ToString()
    {
        lock (_lock)
        {
            var hidden = _hidden.Count > 0 ? $" (what it said on {string.Join(" and ", _hidden)} is secret)" : "";
            return !_lines.All(string.IsNullOrEmpty) ? hidden + ":" + string.Concat(_lines.Select(line => "\n  " + line))
                : hidden.Length > 0 ? hidden : " and said nothing";
        }
    }
}
