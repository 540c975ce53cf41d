using System.Collections.ObjectModel;

namespace Pulumi;

/// <summary>
/// Everything a run has started and not finished: registrations, outputs, log lines. Nobody needs to await an output for
/// its failure to be noticed, or for the program to wait for it.
/// </summary>
internal sealed class InFlight
{
    private readonly Lock _lock = new();
    private readonly List<Exception> _failures = [];
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _idle;
    private int _running;

    public void Add(Task task)
    {
        if (task.IsCompletedSuccessfully)
        {
            return;
        }

        lock (_lock)
        {
            _running++;
        }

        _ = task.ContinueWith(Finish, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Comes back when nothing is left, or with the first failures.</summary>
    public async Task<IReadOnlyList<Exception>> IdleOrFailedAsync()
    {
        Task idle;
        lock (_lock)
        {
            _idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            idle = _idle.Task;
            if (_running == 0)
            {
                _idle.TrySetResult();
            }
        }

        await Task.WhenAny(idle, _failed.Task);
        lock (_lock)
        {
            _idle = null;
            return [.. _failures];
        }
    }

    private void Finish(Task task)
    {
        lock (_lock)
        {
            _running--;

            // An output made from a failed one fails with the very same exception; one report is enough.
            foreach (var failure in FailuresOf(task).Where(failure => !_failures.Contains(failure)))
            {
                _failures.Add(failure);
                _failed.TrySetResult();
            }

            if (_running == 0)
            {
                _idle?.TrySetResult();
            }
        }
    }

    private static ReadOnlyCollection<Exception> FailuresOf(Task task) => task switch
    {
        { IsCanceled: true } => new([new TaskCanceledException(task)]),
        { Exception: { } failure } => failure.InnerExceptions,
        _ => ReadOnlyCollection<Exception>.Empty,
    };
}
