using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace E3.Bench.Wan;

/// <summary>How much gets from one private network to another.</summary>
internal static class Throughput
{
    private const int Port = 5201;

    /// <summary>Gbit/s over so many TCP streams, after a quarter of the time to get going.</summary>
    public static async Task<double> StreamsAsync(PrivateNetwork from, PrivateNetwork to, IPAddress address, int streams, TimeSpan time)
    {
        using var listener = to.Socket(SocketType.Stream, Port);
        listener.Listen(streams);
        var received = new long[streams * 16];
        var pairs = new List<Socket>();
        for (var i = 0; i < streams; i++)
        {
            var slot = i * 16;
            var sender = from.Socket(SocketType.Stream);
            sender.Connect(address, Port);
            var receiver = await listener.AcceptAsync();
            pairs.AddRange([sender, receiver]);
            Start(() => Send(sender, new byte[128 * 1024]));
            Start(() => Count(receiver, received, slot));
        }
        var rate = await RateAsync(() => received.Sum() * 8 / 1e9, time);
        pairs.ForEach(socket => socket.Dispose());
        return rate;
    }

    /// <summary>Thousands of 64-byte UDP packets a second that arrive when they are sent as fast as can be.</summary>
    public static async Task<double> SmallPacketsAsync(PrivateNetwork from, PrivateNetwork to, IPAddress address, TimeSpan time)
    {
        using var receiver = to.Socket(SocketType.Dgram, Port);
        receiver.ReceiveBufferSize = 4 * 1024 * 1024;
        using var sender = from.Socket(SocketType.Dgram);
        sender.Connect(address, Port);
        var received = new long[16];
        Start(() => Send(sender, new byte[64]));
        Start(() => Count(receiver, received, 0, packets: true));
        return await RateAsync(() => received[0] / 1e3, time);
    }

    private static async Task<double> RateAsync(Func<double> count, TimeSpan time)
    {
        await Task.Delay(time / 4, TimeProvider.System);
        var (before, began) = (count(), Stopwatch.GetTimestamp());
        await Task.Delay(time * 3 / 4, TimeProvider.System);
        return (count() - before) / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static void Send(Socket socket, byte[] buffer)
    {
        while (true)
            socket.Send(buffer);
    }

    private static void Count(Socket socket, long[] received, int slot, bool packets = false)
    {
        var buffer = new byte[256 * 1024];
        while (socket.Receive(buffer) is var length and > 0)
            Volatile.Write(ref received[slot], received[slot] + (packets ? 1 : length));
    }

    private static void Start(Action work) => new Thread(() =>
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed when the time is over.
        }
    })
    { IsBackground = true }.Start();
}
