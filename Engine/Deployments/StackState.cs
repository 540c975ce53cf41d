using E3.Engine.Journals;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>A record of the stack with its number in the ledger.</summary>
internal readonly record struct Tracked(int Record, ResourceState State);

/// <summary>One change to make; see <see cref="LedgerEntry"/>.</summary>
internal sealed record StateChange
{
    public int? End { get; init; }

    public ResourceState? Put { get; init; }

    public (int Record, ResourceState? State)? Keep { get; init; }

    public IReadOnlyList<(int Record, ResourceState State)> Set { get; init; } = [];

    public IReadOnlyList<int> Drop { get; init; } = [];
}

/// <summary>
/// The stack's state while an operation runs, in memory and, unless it is a preview, in the journal. Safe to use from many threads.
/// </summary>
internal sealed class StackState
{
    private readonly Lock _lock = new();
    private readonly ResourceLedger _ledger;
    private readonly JournalWriter? _journal;
    private readonly Dictionary<string, int> _live = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _former = new(StringComparer.Ordinal);
    private readonly HashSet<string> _atStart;
    private int _lastOperation;

    /// <summary>Without a journal nothing is written: a preview.</summary>
    public StackState(Snapshot start, JournalWriter? journal)
    {
        (_ledger, _journal) = (new ResourceLedger(start), journal);
        for (var record = 0; record < start.Resources.Length; record++)
            Index(record, start.Resources[record]);
        _atStart = [.. _live.Keys];
    }

    /// <summary>True once the state differs from the one at the start.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>The live record of a URN; one that is deleted and waits for its replacement counts.</summary>
    public Tracked? Find(string urn)
    {
        lock (_lock)
            return _live.TryGetValue(urn, out var record) ? new Tracked(record, _ledger[record]!) : null;
    }

    /// <summary>A provider, also by the URN it had at the start, and the old half of one that was replaced: what this run has not come to names it so.</summary>
    public ResourceState? FindProvider(ProviderReference reference)
    {
        lock (_lock)
        {
            var live = _live.TryGetValue(reference.Urn, out var record) || _former.TryGetValue(reference.Urn, out record) ? _ledger[record] : null;
            return live?.Id == reference.Id ? live : _ledger.Find(state => state.Urn == reference.Urn && state.Id == reference.Id) ?? live;
        }
    }

    /// <summary>Whether a resource had this URN when the operation began.</summary>
    public bool HadAtStart(string urn) => _atStart.Contains(urn);

    /// <summary>All records in an order of dependencies, those to be deleted included.</summary>
    public IReadOnlyList<Tracked> All()
    {
        lock (_lock)
            return [.. _ledger.Order().Select(record => new Tracked(record, _ledger[record]!))];
    }

    public Snapshot Fold()
    {
        lock (_lock)
            return _ledger.Fold();
    }

    /// <summary>Notes that a call begins; done when the note is on the disk. Returns the number to end it with.</summary>
    public async Task<int> BeginAsync(PendingOperationType type, ResourceState state)
    {
        Task written;
        int number;
        lock (_lock)
        {
            number = ++_lastOperation;
            IsChanged = true;
            written = Apply(new LedgerEntry { Begin = (number, new PendingOperation(state, type)) }, durable: true);
        }
        await written;
        return number;
    }

    /// <summary>Makes a change; done when it is on the disk, if it must be: what a call to a provider led to must.</summary>
    public async Task ApplyAsync(StateChange change, bool durable)
    {
        Task written;
        lock (_lock)
        {
            foreach (var record in change.Drop)
                Forget(record);
            if (change.Keep is { State: { } state } keep)
                Reindex(keep.Record, state);
            foreach (var (record, state2) in change.Set)
                Reindex(record, state2);
            var put = change.Put is { } added ? (_ledger.NextRecord, added) : default((int Record, ResourceState State)?);
            if (put is { } placed)
                Index(placed.Record, placed.State);
            written = Apply(
                new LedgerEntry { End = change.End, Put = put, Keep = change.Keep, Set = change.Set, Drop = change.Drop }, durable);
            IsChanged |= change is not { End: null, Put: null, Keep: { State: null } or null, Set.Count: 0, Drop.Count: 0 };
        }
        await written;
    }

    private Task Apply(LedgerEntry entry, bool durable)
    {
        _ledger.Apply(entry);
        if (durable)
            return _journal?.AppendDurably(entry) ?? Task.CompletedTask;
        _journal?.Append(entry);
        return Task.CompletedTask;
    }

    private void Reindex(int record, ResourceState state)
    {
        if (_ledger[record] is { } before && before.Urn != state.Urn)
            _former[before.Urn] = record;
        Forget(record);
        Index(record, state);
    }

    private void Index(int record, ResourceState state)
    {
        if (!state.Delete)
            _live[state.Urn] = record;
    }

    private void Forget(int record)
    {
        if (_ledger[record] is { } state && _live.TryGetValue(state.Urn, out var live) && live == record)
            _live.Remove(state.Urn);
    }
}
