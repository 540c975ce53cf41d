using System.Diagnostics;

namespace E3.Faults.Tests;

/// <summary>A clock that goes faster than the real one by a factor: pauses, paces and rate limits that share it all shrink alike.</summary>
internal sealed class FastClock(double factor) : TimeProvider
{
    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly long _began = Stopwatch.GetTimestamp();
    private TimeSpan _skipped;

    /// <summary>Lets a time pass in which nothing happens; no timer may be running.</summary>
    public void Skip(TimeSpan time) => _skipped += time;

    public override DateTimeOffset GetUtcNow() => _start + _skipped + Stopwatch.GetElapsedTime(_began) * factor;

    public override long GetTimestamp() => (long)((Stopwatch.GetTimestamp() - _began) * factor);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Shrunk(dueTime), Shrunk(period));

    private TimeSpan Shrunk(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / factor;
}
