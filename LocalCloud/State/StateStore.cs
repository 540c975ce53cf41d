namespace E3.LocalCloud.State;

/// <summary>
/// The one place where the cloud's state changes. A change is seen at once and is on disk when the call that made it returns; changes
/// made side by side share one write.
/// </summary>
internal sealed class StateStore(StateFile file, CloudState loaded) : IDisposable
{
    private readonly Lock _changing = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private volatile CloudState _current = loaded;
    private long _version;
    private long _written;

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
        lock (_changing)
        {
            (var next, answer) = change(_current);
            if (ReferenceEquals(next, _current))
                return answer;
            _current = next;
            version = ++_version;
        }

        Changed?.Invoke();
        await WriteAsync(version);
        return answer;
    }

    public Task UpdateAsync(Func<CloudState, CloudState> change, CancellationToken cancel) =>
        UpdateAsync(state => (change(state), 0), cancel);

    public void Dispose() => _writing.Dispose();

    // Not cancellable: a client that hangs up must not keep what is in force already from being kept.
    private async Task WriteAsync(long version)
    {
        await _writing.WaitAsync(CancellationToken.None);
        try
        {
            if (_written >= version)
                return;
            CloudState state;
            long covers;
            lock (_changing)
            {
                state = _current;
                covers = _version;
            }

            await file.SaveAsync(state, CancellationToken.None);
            _written = covers;
        }
        finally
        {
            _writing.Release();
        }
    }
}
