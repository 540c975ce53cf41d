using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using E3.LocalCloud.Wan.Native;

namespace E3.LocalCloud.Wan.Emulation;

/// <summary>What the emulator's thread does, turn after turn. Once every size of packet was seen it allocates nothing.</summary>
internal sealed unsafe class PacketLoop : IDisposable
{
    // Fair among ports, and short enough that due packets need not wait long behind a busy one.
    private const int Batch = 64;
    private const int TimerNumber = -1;
    private const int WakeNumber = -2;
    private const int WouldBlock = 11;
    private const long ShortestSleep = 20_000;
    private static readonly long Bound = (long)WanReport.HeldBound.TotalNanoseconds;

    private readonly PortTable _ports;
    private readonly PacketPool _pool;
    private readonly PacketQueue _queue = new();
    private readonly WakeTimer _timer = new();
    private readonly Epoll _all = new();
    // Timer and requests only: waited on while the pool is empty, so that packets stay in the kernel's queues.
    private readonly Epoll _quiet = new();
    private Compensation _compensation;
    private Counters _counters;
    private long _waking;
    private bool _full;

    public PacketLoop(PortTable ports, WakeEvent wake, long memoryLimit)
    {
        _ports = ports;
        _pool = new PacketPool(memoryLimit);
        foreach (var epoll in (Epoll[])[_all, _quiet])
        {
            epoll.Watch(_timer.Fd, TimerNumber, edgeTriggered: true);
            epoll.Watch(wake.Fd, WakeNumber, edgeTriggered: true);
        }
    }

    public LatenessHistogram Lateness { get; } = new();

    public ref readonly Counters Counters => ref _counters;

    public long CompensationNanoseconds => _compensation.Nanoseconds;

    // .NET's Stopwatch counts nanoseconds of CLOCK_MONOTONIC on Linux, the timer's clock.
    private static long Now
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Stopwatch.GetTimestamp();
    }

    public void Add(Port port)
    {
        _ports.Add(port);
        _all.Watch(port.Fd, port.Slot);
    }

    public void Remove(Port port)
    {
        _ports.Remove(port);
        if (!port.Lost)
            _all.Forget(port.Fd);
        port.Device.Dispose();
    }

    /// <summary>Waits, moves what there is to move, and says whether somebody asks for something.</summary>
    public bool Turn()
    {
        var next = _queue.NextDue;
        if (next != long.MaxValue)
            _timer.Arm(next);
        var epoll = _full ? _quiet : _all;
        var asleep = Now;
        var count = epoll.Wait();
        var began = Now;
        // What is there after a sleep came while the machine was waking us, which takes as long for a packet as for a timer.
        _waking = began - asleep > ShortestSleep ? _compensation.Nanoseconds : 0;
        var asked = false;
        if (_queue.NextDue <= began)
            _compensation.Learn(began - _queue.NextDue);
        Deliver();
        for (var i = 0; i < count; i++)
        {
            var number = epoll.Number(i);
            if (number >= 0)
                Read(number);
            else if (number == WakeNumber)
                asked = true;
            Deliver();
        }
        _counters.Turns++;
        if (_full || Now - began > Bound)
            _counters.Overloads++;
        _full = _full && !_pool.CanRent;
        return asked;
    }

    public void Dispose()
    {
        _all.Dispose();
        _quiet.Dispose();
        _timer.Dispose();
        _pool.Dispose();
    }

    private void Deliver()
    {
        while (true)
        {
            var now = Now;
            if (!_queue.TryDequeue(now, out var index))
                return;
            ref var packet = ref _pool[index];
            var port = _ports.At(packet.Target);
            if (port is null || port.Generation != packet.Generation)
                _counters.Gone++;
            else if (Libc.WriteNow(port.Fd, packet.Block, packet.Length) < 0)
                _counters.Refused++;
            else
            {
                _counters.Packets++;
                _counters.Bytes += packet.Length - Devices.TunDevice.HeaderSize;
                Lateness.Record(now - packet.Nominal);
            }
            _pool.Return(index);
        }
    }

    private void Read(int slot)
    {
        if (_ports.At(slot) is not { } from)
            return;
        var buffer = -1;
        for (var i = 0; i < Batch; i++)
        {
            if (buffer < 0 && (buffer = _pool.Rent(large: true)) < 0)
            {
                _full = true;
                return;
            }
            ref var packet = ref _pool[buffer];
            packet.Length = (int)Libc.ReadNow(from.Fd, packet.Block, PacketPool.LargeBlock);
            if (packet.Length < 0)
            {
                if (Marshal.GetLastSystemError() is not (WouldBlock or Libc.InterruptedCall))
                    Lose(from);
                break;
            }
            if (Route(from, ref packet) is { } to && Take(from, to, buffer))
                buffer = -1;
        }
        if (buffer >= 0)
            _pool.Return(buffer);
    }

    private Port? Route(Port from, ref Packet packet)
    {
        var to = _ports.To(WirePacket.Destination(packet.Block, packet.Length));
        if (to is null || to == from || to.Lost)
        {
            _counters.Unknown++;
            return null;
        }
        return to;
    }

    /// <summary>Enqueues what is in the buffer; true when the buffer itself went into the queue.</summary>
    private bool Take(Port from, Port to, int buffer)
    {
        ref var packet = ref _pool[buffer];
        var arrived = Now - _waking;
        var wire = WirePacket.WireBytes(packet.Block, packet.Length);
        if (!from.Links[to.Slot].TryTake(arrived, wire, _compensation.Nanoseconds, out var nominal, out var due))
        {
            _counters.Queue++;
            return false;
        }
        var kept = buffer;
        if (packet.Length <= PacketPool.SmallBlock && _pool.Rent(large: false) is var small and >= 0)
        {
            // Renting may have moved the table: the reference above is stale now.
            ref var original = ref _pool[buffer];
            ref var copy = ref _pool[small];
            Unsafe.CopyBlockUnaligned(copy.Block, original.Block, (uint)original.Length);
            copy.Length = original.Length;
            kept = small;
        }
        ref var taken = ref _pool[kept];
        taken.Target = to.Slot;
        taken.Generation = to.Generation;
        taken.Nominal = nominal;
        _queue.Enqueue(due, kept);
        return kept == buffer;
    }

    private void Lose(Port port)
    {
        port.Lost = true;
        _all.Forget(port.Fd);
    }
}
