using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace E3.LocalCloud.Wan.Emulation;

/// <summary>A packet under way. <see cref="Nominal"/> is when it should leave, in nanoseconds of the monotonic clock.</summary>
internal unsafe struct Packet
{
    public byte* Block;
    public int Length;
    public int Target;
    public uint Generation;
    public long Nominal;
    public bool Large;
}

/// <summary>
/// Blocks for packets under way, in two sizes, taken from slabs which are never given back: after the first busy second nothing is
/// allocated. One thread only.
/// </summary>
internal sealed unsafe class PacketPool(long limitBytes) : IDisposable
{
    public const int SmallBlock = 2048;
    public const int LargeBlock = 66 * 1024;
    private const int SlabBytes = 1024 * 1024;

    private readonly List<nint> _slabs = [];
    private Packet[] _packets = [];
    private int _count;
    private FreeList _small = new();
    private FreeList _large = new();

    /// <summary>Bytes taken from the system.</summary>
    public long Reserved => (long)_slabs.Count * SlabBytes;

    /// <summary>Whether both sizes can be rented.</summary>
    public bool CanRent => (_small.Count > 0 && _large.Count > 0) || Reserved + 2 * SlabBytes <= limitBytes;

    public ref Packet this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _packets[index];
    }

    /// <summary>A packet with a block of the size asked for, or −1 when the limit is reached.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Rent(bool large)
    {
        ref var free = ref large ? ref _large : ref _small;
        return free.Count > 0 || Grow(large) ? free.Pop() : -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Return(int index)
    {
        if (_packets[index].Large)
            _large.Push(index);
        else
            _small.Push(index);
    }

    public void Dispose()
    {
        foreach (var slab in _slabs)
            NativeMemory.Free((void*)slab);
        _slabs.Clear();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Grow(bool large)
    {
        if (Reserved + SlabBytes > limitBytes)
            return false;
        var slab = (byte*)NativeMemory.Alloc(SlabBytes);
        _slabs.Add((nint)slab);
        var size = large ? LargeBlock : SmallBlock;
        var blocks = SlabBytes / size;
        if (_count + blocks > _packets.Length)
            Array.Resize(ref _packets, Math.Max(_packets.Length * 2, _count + blocks));
        for (var i = 0; i < blocks; i++, _count++)
        {
            _packets[_count] = new Packet { Block = slab + i * size, Large = large };
            (large ? ref _large : ref _small).Push(_count);
        }
        return true;
    }

    private struct FreeList
    {
        private int[] _items;

        public FreeList() => _items = new int[512];

        public int Count { get; private set; }

        public void Push(int item)
        {
            if (Count == _items.Length)
                Array.Resize(ref _items, Count * 2);
            _items[Count++] = item;
        }

        public int Pop() => _items[--Count];
    }
}
