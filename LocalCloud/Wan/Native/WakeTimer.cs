namespace E3.LocalCloud.Wan.Native;

/// <summary>A timer file descriptor on the monotonic clock, the one <see cref="System.Diagnostics.Stopwatch"/> reads in nanoseconds.</summary>
internal sealed unsafe class WakeTimer : IDisposable
{
    private const int MonotonicClock = 1;
    private const int NonBlockingCloseOnExec = 0x80800;
    private const int Absolute = 1;
    private const long Second = 1_000_000_000;
    private long _armed = -1;

    public int Fd { get; } = Libc.Check(Libc.TimerCreate(MonotonicClock, NonBlockingCloseOnExec), "creating a timer");

    /// <summary>Fires at <paramref name="nanoseconds"/>, at once when that has passed. The same time again costs nothing.</summary>
    public void Arm(long nanoseconds)
    {
        if (nanoseconds == _armed)
            return;
        _armed = nanoseconds;
        var setting = new TimerSetting { Seconds = nanoseconds / Second, Nanoseconds = nanoseconds % Second };
        _ = Libc.SetTimerNow(Fd, Absolute, &setting, null);
    }

    public void Dispose() => _ = Libc.Close(Fd);
}
