namespace E3.LocalCloud.Droplets;

/// <summary>Work per droplet, one piece after the other; pieces of different droplets run side by side.</summary>
internal sealed class Lanes(Action<long, Exception> failed) : IDisposable
{
    private readonly Dictionary<long, Lane> _lanes = [];
    private readonly CancellationTokenSource _all = new();

    /// <summary>
    /// Adds a piece of work; an urgent one cancels what is under way and waiting for this droplet. One that throws is told of, and the
    /// next runs all the same.
    /// </summary>
    public Task Add(long id, Func<CancellationToken, Task> work, bool urgent = false)
    {
        lock (_lanes)
        {
            var lane = _lanes.GetValueOrDefault(id);
            if (lane is null || urgent)
            {
                lane?.Stop.Cancel();
                lane = new Lane(CancellationTokenSource.CreateLinkedTokenSource(_all.Token), lane?.Tail ?? Task.CompletedTask);
            }

            lane = lane with { Tail = RunAsync(id, lane.Tail, work, lane.Stop.Token) };
            _lanes[id] = lane;
            return lane.Tail;
        }
    }

    /// <summary>Waits for all work there is now.</summary>
    public Task DrainAsync()
    {
        lock (_lanes)
            return Task.WhenAll(_lanes.Values.Select(lane => lane.Tail).ToArray());
    }

    /// <summary>Cancels all work and waits for it to end.</summary>
    public async Task StopAsync()
    {
        await _all.CancelAsync();
        await DrainAsync();
    }

    public void Dispose()
    {
        foreach (var lane in _lanes.Values)
            lane.Stop.Dispose();
        _all.Dispose();
    }

    private async Task RunAsync(long id, Task before, Func<CancellationToken, Task> work, CancellationToken cancel)
    {
        await Task.Yield();
        await before;
        try
        {
            cancel.ThrowIfCancellationRequested();
            await work(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Whoever cancelled knows; the next start of the server takes up what is left.
        }
#pragma warning disable CA1031 // Told, not swallowed: a lane must go on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failed(id, e);
        }
    }

    private sealed record Lane(CancellationTokenSource Stop, Task Tail);
}
