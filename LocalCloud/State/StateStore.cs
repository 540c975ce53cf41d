namespace E3.LocalCloud.State;

/// <summary>
/// The one place where the cloud's state changes. A change is seen at once and is on disk when the call that made it returns; changes
/// made side by side share one write. What cannot be written is undone, and whoever asked for it is told.
/// </summary>
internal sealed class StateStore(StateFile file, CloudState loaded) : IDisposable
{
    private readonly Lock _changing = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private volatile CloudState _current = loaded;
    private CloudState _kept = loaded;
    private long _version;
    private long _written;
    private Fate _fate = new();

    /// <summary>The state now.</summary>
    public CloudState Current => _current;

    /// <summary>Called after each change, outside of any lock; must be quick.</summary>
    public event Action? Changed;

    public static async Task<StateStore> OpenAsync(StateFile file, CancellationToken cancel) => new(file, await file.LoadAsync(cancel));

    /// <summary>Applies <paramref name="change"/>, which may throw to refuse and then changes nothing.</summary>
    public async Task<T> UpdateAsync<T>(Func<CloudState, (CloudState State, T Answer)> change, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        long version;
        T answer;
        Fate fate;
        lock (_changing)
        {
            (var next, answer) = change(_current);
            if (ReferenceEquals(next, _current))
                return answer;
            _current = next;
            version = ++_version;
            fate = _fate;
        }

        Changed?.Invoke();
        await WriteAsync(version, fate);
        return answer;
    }

    /// <summary>
    /// Notes what has happened to a machine, which no full disk makes undone: then it is known until the server ends, and the next one finds out
    /// for itself.
    /// </summary>
    public async Task NoteAsync(Func<CloudState, CloudState> change, CancellationToken cancel)
    {
        try
        {
            await UpdateAsync(change, cancel);
        }
        catch (CloudException)
        {
            lock (_changing)
                (_current, _kept) = (change(_current), change(_kept));
            Changed?.Invoke();
        }
    }

    public Task UpdateAsync(Func<CloudState, CloudState> change, CancellationToken cancel) =>
        UpdateAsync(state => (change(state), 0), cancel);

    public void Dispose() => _writing.Dispose();

    // Not cancellable: a client that hangs up must not keep what is in force already from being kept.
    private async Task WriteAsync(long version, Fate fate)
    {
        await _writing.WaitAsync(CancellationToken.None);
        try
        {
            if (fate.Failure is { } failure && version > fate.Written)
                throw Unwritten(failure);
            if (_written >= version)
                return;
            CloudState state;
            long covers;
            lock (_changing)
            {
                state = _current;
                covers = _version;
            }

            try
            {
                await file.SaveAsync(state, CancellationToken.None);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                lock (_changing)
                {
                    (_fate.Failure, _fate.Written) = (error, _written);
                    (_current, _fate) = (_kept, new Fate());
                }

                Changed?.Invoke();
                throw Unwritten(error);
            }

            lock (_changing)
                (_kept, _written) = (state, covers);
        }
        finally
        {
            _writing.Release();
        }
    }

    private CloudException Unwritten(Exception cause) => new(
        $"the local cloud cannot keep its state in {file.Path}: {cause.Message}. Nothing was changed: make room there, or make it writable", cause);

    /// <summary>What became of the changes that were made one after the other until a write failed: those after <see cref="Written"/> were undone.</summary>
    private sealed class Fate
    {
        public Exception? Failure { get; set; }

        public long Written { get; set; }
    }
}
