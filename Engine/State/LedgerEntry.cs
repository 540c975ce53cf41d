namespace E3.Engine.State;

/// <summary>One change of a stack's state, all of it or nothing. Records are numbered: those of the checkpoint from 0, later ones on from there.</summary>
internal sealed record LedgerEntry
{
    /// <summary>A call to a provider begins.</summary>
    public (int Number, PendingOperation Operation)? Begin { get; init; }

    /// <summary>The call with this number has ended.</summary>
    public int? End { get; init; }

    /// <summary>A new record, after all that this run has handled so far.</summary>
    public (int Record, ResourceState State)? Put { get; init; }

    /// <summary>A record this run has handled: it moves behind what was handled before; null leaves its state as it is.</summary>
    public (int Record, ResourceState? State)? Keep { get; init; }

    /// <summary>Records whose state changes while their place does not.</summary>
    public IReadOnlyList<(int Record, ResourceState State)> Set { get; init; } = [];

    /// <summary>Records that are gone.</summary>
    public IReadOnlyList<int> Drop { get; init; } = [];
}
