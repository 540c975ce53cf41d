using System.Diagnostics;

namespace E3.Faults.Tests;

/// <summary>What a kill waits for.</summary>
internal enum KillMoment
{
    /// <summary>A time since the start.</summary>
    Time,

    /// <summary>The cloud has a request and has not done it.</summary>
    Request,

    /// <summary>The cloud has done it and has not answered.</summary>
    Answer,

    /// <summary>Something was written, made, renamed or deleted where checkpoint and journal are.</summary>
    Write,
}

/// <summary>What a run that nobody killed came to: the range that moments are chosen from.</summary>
internal sealed record RunLength(TimeSpan Time, int Requests, int Writes);

/// <summary>Watches a run and kills it at one moment, or only measures it.</summary>
internal sealed class KillPlan : IDisposable
{
    private readonly Lane _lane;
    private readonly DriverProcess _driver;
    private readonly FileSystemWatcher _watcher;
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly KillMoment? _moment;
    private readonly int _count;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _timer;
    private int _requests;
    private int _answers;
    private int _writes;

    public KillPlan(Lane lane, DriverProcess driver, RunLength? length, Random random)
    {
        (_lane, _driver) = (lane, driver);
        _moment = length is null ? null : (KillMoment)random.Next(4);
        _count = _moment switch
        {
            KillMoment.Time => random.Next((int)(length!.Time.TotalMilliseconds * 1000)),
            KillMoment.Request or KillMoment.Answer => 1 + random.Next(Math.Max(1, length!.Requests)),
            KillMoment.Write => 1 + random.Next(Math.Max(1, length!.Writes)),
            _ => 0,
        };
        lane.Cloud.Faults.Around = (_, done) => done
            ? AtAsync(KillMoment.Answer, Interlocked.Increment(ref _answers))
            : AtAsync(KillMoment.Request, Interlocked.Increment(ref _requests));
        _watcher = new FileSystemWatcher(lane.Stack.StateFolder) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.Size | NotifyFilters.LastWrite };
        _watcher.Changed += (_, _) => Wrote();
        _watcher.Created += (_, _) => Wrote();
        _watcher.Deleted += (_, _) => Wrote();
        _watcher.Renamed += (_, _) => Wrote();
        _watcher.EnableRaisingEvents = true;
        _timer = _moment == KillMoment.Time ? KillLaterAsync() : Task.CompletedTask;
    }

    public RunLength Length => new(Stopwatch.GetElapsedTime(_began), _requests, _writes);

    public override string ToString() => $"{_moment} {_count}{(_moment == KillMoment.Time ? " µs" : "")}";

    /// <summary>Ends the watching; a timer that has not fired does not.</summary>
    public async Task EndAsync()
    {
        _lane.Cloud.Faults.Around = (_, _) => Task.CompletedTask;
        _watcher.EnableRaisingEvents = false;
        await _over.CancelAsync();
        await _timer;
    }

    public void Dispose()
    {
        _watcher.Dispose();
        _over.Dispose();
    }

    private void Wrote() => _ = AtAsync(KillMoment.Write, Interlocked.Increment(ref _writes));

    private Task AtAsync(KillMoment moment, int count) => moment == _moment && count == _count ? _driver.KillAsync() : Task.CompletedTask;

    private async Task KillLaterAsync()
    {
        try
        {
            await Task.Delay(TimeSpan.FromMicroseconds(_count), _over.Token);
            await _driver.KillAsync();
        }
        catch (OperationCanceledException)
        {
            // The run was over before.
        }
    }
}
