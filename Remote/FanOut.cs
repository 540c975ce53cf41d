namespace E3.Remote;

/// <summary>The same work on many hosts, some at a time; every host's failure is told, not only the first.</summary>
public static class FanOut
{
    /// <summary>
    /// Runs the work for each item, at most <paramref name="parallelism"/> at once, and returns the results in the items' order. A failure
    /// does not stop the others; when all are done, <see cref="FanOutException"/> lists every failure. Cancelling stops all.
    /// </summary>
    public static async Task<IReadOnlyList<TResult>> RunAsync<TItem, TResult>(
        IReadOnlyList<TItem> items, Func<TItem, string> name, int parallelism, Func<TItem, CancellationToken, Task<TResult>> work, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parallelism, 1);
        using var slots = new SemaphoreSlim(parallelism, parallelism);
        var failures = new HostFailure?[items.Count];
        var results = new TResult[items.Count];
        await Task.WhenAll(items.Select(async (item, index) =>
        {
            try
            {
                await slots.WaitAsync(cancel);
                try
                {
                    results[index] = await work(item, cancel);
                }
                finally
                {
                    slots.Release();
                }
            }
            catch (Exception error) when (!cancel.IsCancellationRequested)
            {
                failures[index] = new HostFailure(name(item), error);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                throw new OperationCanceledException("cancelled", error, cancel);
            }
        }));
        var failed = failures.OfType<HostFailure>().ToList();
        return failed.Count == 0 ? results : throw new FanOutException(failed, items.Count);
    }
}

/// <summary>What went wrong on one host.</summary>
public sealed record HostFailure(string Name, Exception Error);

/// <summary>Some hosts failed; the message has a line for each.</summary>
public sealed class FanOutException : Exception
{
    internal FanOutException(IReadOnlyList<HostFailure> failures, int total)
        : base($"{failures.Count} of {total} failed:" + string.Concat(failures.Select(failure => $"\n  {failure.Name}: {failure.Error.Message}")), failures[0].Error) =>
        Failures = failures;

    /// <summary>Every failure, in the order of the hosts.</summary>
    public IReadOnlyList<HostFailure> Failures { get; }
}
