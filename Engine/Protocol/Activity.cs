namespace E3.Engine.Protocol;

/// <summary>Counts calls under way, so that an operation ends only after all it has begun.</summary>
internal sealed class Activity
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private bool _closed;

    /// <summary>Runs a call; one that comes after the end is refused.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> call)
    {
        lock (_lock)
        {
            if (_closed)
                throw new OperationCanceledException("the operation is over");
            _running++;
        }
        try
        {
            return await call();
        }
        finally
        {
            lock (_lock)
            {
                _running--;
                if (_closed && _running == 0)
                    _idle.TrySetResult();
            }
        }
    }

    /// <summary>Takes no more calls; done when those under way are.</summary>
    public Task CloseAsync()
    {
        lock (_lock)
        {
            _closed = true;
            if (_running == 0)
                _idle.TrySetResult();
        }
        return _idle.Task;
    }
}
