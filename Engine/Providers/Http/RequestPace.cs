namespace E3.Engine.Providers.Http;

/// <summary>Lets at most <paramref name="most"/> requests begin within any window of the given length; later ones wait their turn.</summary>
internal sealed class RequestPace(int most, TimeSpan window, TimeProvider clock)
{
    private readonly Queue<DateTimeOffset> _begun = new();
    private readonly Lock _lock = new();

    /// <summary>Returns when a request may begin.</summary>
    public async Task WaitAsync(CancellationToken cancel)
    {
        TimeSpan pause;
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            while (_begun.TryPeek(out var oldest) && oldest + window <= now) _begun.Dequeue();
            // With the window full, this request takes the place of the one that leaves it as many requests ago.
            var begins = _begun.Count < most ? now : _begun.ElementAt(_begun.Count - most) + window;
            _begun.Enqueue(begins);
            pause = begins - now;
        }
        if (pause > TimeSpan.Zero) await Task.Delay(pause, clock, cancel);
    }
}
