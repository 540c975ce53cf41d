namespace E3.Engine.Providers.Command;

/// <summary>The end of what a command said on both its outputs, in the order in which it came.</summary>
internal sealed class LastLines
{
    private const int Kept = 20;

    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = [];

    public void Add(string line)
    {
        lock (_lock)
        {
            _lines.Enqueue(line.TrimEnd());
            if (_lines.Count > Kept) _lines.Dequeue();
        }
    }

    /// <summary>The lines as the end of a message.</summary>
    public override string ToString()
    {
        lock (_lock)
        {
            return _lines.All(string.IsNullOrEmpty) ? " and said nothing" : ":" + string.Concat(_lines.Select(line => "\n  " + line));
        }
    }
}
