using E3.Engine.Journals;
using E3.Engine.Secrets;
using E3.Engine.State;

namespace E3.Engine.Backends;

/// <summary>A stack held for a change: what it is at the start, a journal while it changes, one checkpoint at the end.</summary>
internal sealed class StackSession : IAsyncDisposable
{
    private readonly FileBackend _backend;
    private readonly StackReference _stack;
    private readonly PassphraseSecrets _secrets;
    private readonly TimeProvider _clock;
    private readonly StackLock _lock;
    private string _hash = "";
    private string? _salt;
    private JournalWriter? _journal;

    private StackSession(FileBackend backend, StackReference stack, PassphraseSecrets secrets, TimeProvider clock, StackLock held) =>
        (_backend, _stack, _secrets, _clock, _lock, Snapshot) = (backend, stack, secrets, clock, held, Snapshot.Empty);

    /// <summary>The stack as its last run left it, operations that were cut short included.</summary>
    public Snapshot Snapshot { get; private set; }

    /// <summary>Locks and reads the stack; one that is not there is made when <paramref name="create"/> says so.</summary>
    public static async Task<StackSession> OpenAsync(
        FileBackend backend, StackReference stack, PassphraseSecrets secrets, TimeProvider clock, bool create, CancellationToken cancel)
    {
        if (!create && !backend.Exists(stack))
            throw new EngineException($"no stack named '{stack.Stack}' found");
        var session = new StackSession(backend, stack, secrets, clock, await backend.LockAsync(stack, cancel));
        try
        {
            await session.ReadAsync(cancel);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Replaces the state and begins a journal on top of it.</summary>
    public async Task<JournalWriter> BeginAsync(Snapshot start, CancellationToken cancel)
    {
        if (!ReferenceEquals(start, Snapshot))
            await SaveAsync(start, cancel);
        // A journal is read with the salt of the checkpoint it continues.
        return _journal = new JournalWriter(_backend.JournalPath(_stack), _hash, (_salt is null ? _secrets : _secrets.For(_salt)).Encrypt);
    }

    /// <summary>
    /// Makes the state at the end the checkpoint and lets go of the journal. Killed at any instant, either the journal still counts, or
    /// it says itself that the checkpoint has it.
    /// </summary>
    public async Task EndAsync(Snapshot end, bool changed, CancellationToken cancel)
    {
        try
        {
            if (changed)
                await SaveAsync(end, cancel);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(
                $"the state of {_stack} cannot be written: {error.Message}. What was done is noted in the journal beside it: make room there, or make it writable, and run this again.", error);
        }
        if (_journal is not null)
            await _journal.DisposeAsync();
        _journal = null;
        DurableFile.Delete(_backend.JournalPath(_stack));
    }

    /// <summary>Replaces the state as a whole: an edit of it, not a run.</summary>
    public async Task ReplaceAsync(Snapshot snapshot, CancellationToken cancel)
    {
        await SaveAsync(snapshot, cancel);
        Snapshot = snapshot;
    }

    /// <summary>Notes the operation in the stack's history.</summary>
    public Task AddToHistoryAsync(byte[] update, CancellationToken cancel) => _backend.AddToHistoryAsync(_stack, update, cancel);

    public async ValueTask DisposeAsync()
    {
        if (_journal is not null)
            await _journal.DisposeAsync();
        _lock.Dispose();
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        if (!_backend.Exists(_stack))
        {
            DurableFile.Delete(_backend.JournalPath(_stack));
            await SaveAsync(Snapshot.Empty, cancel);
        }
        var stored = await StoredStack.OpenAsync(_backend, _stack, cancel);
        (_hash, _salt) = (stored.Hash, stored.Salt);
        var (snapshot, _, journalCounts) = stored.Read(_secrets);
        if (!journalCounts)
        {
            DurableFile.Delete(_backend.JournalPath(_stack));
            Snapshot = snapshot;
            return;
        }
        // Fold what the killed run left, under the same protection as any other end.
        var bytes = Checkpoint.Write(_stack, snapshot, _secrets, _clock.GetUtcNow());
        await JournalWriter.MarkFoldedAsync(_backend.JournalPath(_stack), StoredStack.HashOf(bytes), cancel);
        await _backend.SaveAsync(_stack, bytes, cancel);
        DurableFile.Delete(_backend.JournalPath(_stack));
        (_hash, _salt, Snapshot) = (StoredStack.HashOf(bytes), _secrets.State, snapshot);
    }

    private async Task SaveAsync(Snapshot snapshot, CancellationToken cancel)
    {
        if (_backend.ChecksIntegrity && SnapshotIntegrity.FirstFault(snapshot) is { } fault)
            throw new EngineException($"the state of {_stack} would not be sound and was not written; the journal beside the checkpoint keeps what was done: {fault}");
        var bytes = Checkpoint.Write(_stack, snapshot, _secrets, _clock.GetUtcNow());
        var hash = StoredStack.HashOf(bytes);
        if (_journal is not null)
            await _journal.FinishAsync(hash, cancel);
        await _backend.SaveAsync(_stack, bytes, cancel);
        (_hash, _salt) = (hash, _secrets.State);
    }
}
