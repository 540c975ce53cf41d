using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace E3.LocalCloud.Wan.Native;

/// <summary>An epoll instance whose events carry a number of the caller's choice.</summary>
internal sealed unsafe class Epoll : IDisposable
{
    private const int Capacity = 64;
    private const uint Readable = 1;
    private const uint EdgeTriggered = 1u << 31;
    private const int Add = 1;
    private const int Delete = 2;
    private const int CloseOnExec = 0x80000;

    // struct epoll_event is packed on x86-64 only.
    private static readonly int Stride = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int DataOffset = Stride - 8;

    private readonly int _fd = Libc.Check(Libc.EpollCreate(CloseOnExec), "creating an epoll instance");
    private readonly byte* _events = (byte*)NativeMemory.AllocZeroed((nuint)(Capacity * Stride));

    /// <summary>Watches for something to read, while there is (or, edge-triggered, once each time something comes).</summary>
    public void Watch(int fd, int number, bool edgeTriggered = false)
    {
        var entry = stackalloc byte[16];
        *(uint*)entry = Readable | (edgeTriggered ? EdgeTriggered : 0);
        *(long*)(entry + DataOffset) = number;
        Libc.Check(Libc.EpollControl(_fd, Add, fd, entry), "watching a file descriptor");
    }

    public void Forget(int fd)
    {
        var entry = stackalloc byte[16];
        Libc.Check(Libc.EpollControl(_fd, Delete, fd, entry), "no longer watching a file descriptor");
    }

    /// <summary>Blocks until something is readable; returns how many events there are, 0 when a signal came first.</summary>
    public int Wait()
    {
        var count = Libc.EpollWait(_fd, _events, Capacity, -1);
        if (count >= 0)
            return count;
        return Marshal.GetLastSystemError() == Libc.InterruptedCall ? 0 : throw new WanException("waiting for packets failed");
    }

    /// <summary>The number of an event of the last <see cref="Wait"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Number(int index) => (int)*(long*)(_events + index * Stride + DataOffset);

    public void Dispose()
    {
        _ = Libc.Close(_fd);
        NativeMemory.Free(_events);
    }
}
