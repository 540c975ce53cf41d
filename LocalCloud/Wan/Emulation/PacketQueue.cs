using System.Runtime.CompilerServices;

namespace E3.LocalCloud.Wan.Emulation;

/// <summary>
/// Packets by the time they are due; those due at the same time in the order they came. A binary heap: at its size it costs some tens
/// of nanoseconds a packet, against microseconds for the system calls around it. One thread only.
/// </summary>
internal sealed class PacketQueue
{
    private Entry[] _heap = new Entry[1024];
    private long _sequence;

    public int Count { get; private set; }

    /// <summary>When the first packet is due; <see cref="long.MaxValue"/> when there is none.</summary>
    public long NextDue
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Count == 0 ? long.MaxValue : _heap[0].Due;
    }

    public void Enqueue(long due, int packet)
    {
        if (Count == _heap.Length)
            Array.Resize(ref _heap, Count * 2);
        var entry = new Entry(due, _sequence++, packet);
        var at = Count++;
        while (at > 0)
        {
            var parent = (at - 1) / 2;
            if (!entry.Before(_heap[parent]))
                break;
            _heap[at] = _heap[parent];
            at = parent;
        }
        _heap[at] = entry;
    }

    /// <summary>Takes the first packet if it is due at <paramref name="now"/>.</summary>
    public bool TryDequeue(long now, out int packet)
    {
        if (NextDue > now)
        {
            packet = -1;
            return false;
        }
        packet = _heap[0].Packet;
        var last = _heap[--Count];
        var at = 0;
        while (true)
        {
            var child = 2 * at + 1;
            if (child >= Count)
                break;
            if (child + 1 < Count && _heap[child + 1].Before(_heap[child]))
                child++;
            if (!_heap[child].Before(last))
                break;
            _heap[at] = _heap[child];
            at = child;
        }
        _heap[at] = last;
        return true;
    }

    private readonly record struct Entry(long Due, long Sequence, int Packet)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool Before(in Entry other) => Due < other.Due || (Due == other.Due && Sequence < other.Sequence);
    }
}
