namespace E3.LocalCloud.Wan.Native;

/// <summary>Wakes a thread that sleeps in epoll, from any other.</summary>
internal sealed unsafe class WakeEvent : IDisposable
{
    private const int NonBlockingCloseOnExec = 0x80800;

    public int Fd { get; } = Libc.Check(Libc.EventCreate(0, NonBlockingCloseOnExec), "creating an event");

    public void Raise()
    {
        var one = 1ul;
        _ = Libc.WriteNow(Fd, (byte*)&one, sizeof(ulong));
    }

    public void Dispose() => _ = Libc.Close(Fd);
}
