namespace E3.Engine.State;

/// <summary>
/// A stack's records while an operation changes them. What the run has handled comes first, in the order it was handled, which is an
/// order of dependencies; then what it has not come to yet, in the order of the checkpoint.
/// </summary>
internal sealed class ResourceLedger
{
    private readonly List<ResourceState?> _records = [];
    private readonly List<int> _handled = [];
    private readonly List<bool> _isHandled = [];
    private readonly SortedDictionary<int, PendingOperation> _pending = [];
    private readonly Snapshot _base;

    public ResourceLedger(Snapshot start)
    {
        _base = start;
        foreach (var state in start.Resources)
            Add(state);
        foreach (var operation in start.PendingOperations)
            _pending.Add(_pending.Count - start.PendingOperations.Length, operation);
    }

    /// <summary>The number the next record gets.</summary>
    public int NextRecord => _records.Count;

    public ResourceState? this[int record] => _records[record];

    /// <summary>The first record, live or not, that is as asked; null when there is none.</summary>
    public ResourceState? Find(Func<ResourceState, bool> predicate) => _records.Find(state => state is not null && predicate(state));

    public void Apply(LedgerEntry entry)
    {
        if (entry.Begin is { } begin)
            _pending[begin.Number] = begin.Operation;
        if (entry.End is { } end)
            _pending.Remove(end);
        if (entry.Put is { } put)
        {
            if (put.Record != NextRecord)
                throw new EngineException($"the journal puts record {put.Record} where {NextRecord} is next");
            Add(put.State);
            MarkHandled(put.Record);
        }
        if (entry.Keep is { } keep)
        {
            if (keep.State is { } state)
                _records[keep.Record] = state;
            MarkHandled(keep.Record);
        }
        foreach (var (record, state) in entry.Set)
            _records[record] = state;
        foreach (var record in entry.Drop)
            _records[record] = null;
    }

    /// <summary>The records as they stand, by number, in an order of dependencies.</summary>
    public IReadOnlyList<int> Order()
    {
        int[] order = [.. _handled.Concat(Enumerable.Range(0, _records.Count).Where(record => !_isHandled[record])).Where(record => _records[record] is not null)];
        return [.. DependencyOrder.Sort([.. order.Select(record => _records[record]!)]).Select(place => order[place])];
    }

    public Snapshot Fold() => FormerNames.Replace(
        _base with { Resources = [.. Order().Select(record => _records[record]!)], PendingOperations = [.. _pending.Values] });

    private void Add(ResourceState state)
    {
        _records.Add(state);
        _isHandled.Add(false);
    }

    private void MarkHandled(int record)
    {
        if (_isHandled[record])
            return;
        _isHandled[record] = true;
        _handled.Add(record);
    }
}
