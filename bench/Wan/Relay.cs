using System.Net;
using E3.LocalCloud.Wan;
using E3.LocalCloud.Wan.Devices;
using E3.LocalCloud.Wan.Native;

namespace E3.Bench.Wan;

/// <summary>The least a user-space network can do between two hosts: read a packet from one TUN, write it to the other.</summary>
internal sealed class Relay : IDisposable
{
    private const int Buffer = 66 * 1024;
    private const int WakeNumber = 2;
    private readonly TunDevice[] _devices;
    private readonly WakeEvent _wake = new();
    private readonly Thread _thread;
    private volatile bool _stop;

    private Relay(TunDevice[] devices)
    {
        _devices = devices;
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    public static Relay Start(PrivateNetwork a, PrivateNetwork b) => new(
    [
        TunDevice.Create(new WanHost("a", "", a.Path, IPAddress.Parse("198.18.0.2"), 20)),
        TunDevice.Create(new WanHost("b", "", b.Path, IPAddress.Parse("198.18.0.3"), 20)),
    ]);

    public void Dispose()
    {
        _stop = true;
        _wake.Raise();
        _thread.Join();
        foreach (var device in _devices)
            device.Dispose();
        _wake.Dispose();
    }

    private unsafe void Run()
    {
        _ = RealTime.TryEnter();
        using var epoll = new Epoll();
        epoll.Watch(_devices[0].Fd, 0);
        epoll.Watch(_devices[1].Fd, 1);
        epoll.Watch(_wake.Fd, WakeNumber);
        fixed (byte* buffer = new byte[Buffer])
            while (!_stop)
                for (int i = 0, count = epoll.Wait(); i < count; i++)
                    if (epoll.Number(i) is var from and not WakeNumber)
                        Forward(_devices[from].Fd, _devices[1 - from].Fd, buffer);
    }

    private static unsafe void Forward(int from, int to, byte* buffer)
    {
        for (var i = 0; i < 64; i++)
        {
            var length = Libc.ReadNow(from, buffer, Buffer);
            if (length < 0)
                return;
            _ = Libc.WriteNow(to, buffer, length);
        }
    }
}
