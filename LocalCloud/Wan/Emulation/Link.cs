using System.Runtime.CompilerServices;

namespace E3.LocalCloud.Wan.Emulation;

/// <summary>What one direction between two hosts is like. Times in nanoseconds.</summary>
/// <param name="Delay">From the last byte sent to the last byte received.</param>
/// <param name="PerByte">Time a byte takes at the link's rate; 0 when nothing limits it.</param>
/// <param name="Queue">Longest wait for the link to be free.</param>
internal readonly record struct LinkSetting(long Delay, double PerByte, long Queue)
{
    public static LinkSetting Immediate { get; } = new(0, 0, 0);

    public static LinkSetting Between(LatencyProfile profile, string from, string to) => new(
        (long)profile.OneWay(from, to).TotalNanoseconds,
        profile.BitsPerSecond is { } rate ? 8e9 / rate : 0,
        (long)profile.Queue.TotalNanoseconds);
}

/// <summary>One direction between two hosts: a queue before a wire of some rate, then the distance.</summary>
internal struct Link(LinkSetting setting)
{
    private LinkSetting _setting = setting;
    private long _free;
    private long _lastDue;

    /// <summary>Another profile: what is under way keeps its time, and nothing overtakes it.</summary>
    public void Change(LinkSetting setting)
    {
        _setting = setting;
        _free = 0;
    }

    /// <summary>
    /// Takes a packet of <paramref name="bytes"/> on the wire which came at <paramref name="now"/>. <paramref name="nominal"/> is when it should arrive;
    /// <paramref name="due"/> when to send it, earlier by <paramref name="compensation"/> but never before an earlier packet of this
    /// link. False when the queue is full.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(long now, int bytes, long compensation, out long nominal, out long due)
    {
        var start = Math.Max(now, _free);
        if (start - now > _setting.Queue)
        {
            nominal = due = 0;
            return false;
        }
        var sent = start + (long)(bytes * _setting.PerByte);
        _free = sent;
        nominal = sent + _setting.Delay;
        due = Math.Max(nominal - compensation, _lastDue);
        _lastDue = due;
        return true;
    }
}
