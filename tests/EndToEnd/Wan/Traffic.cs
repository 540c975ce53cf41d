using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using E3.LocalCloud.Wan;
using E3.LocalCloud.Wan.Native;

namespace E3.EndToEnd.Wan;

/// <summary>What the tests send from host to host.</summary>
internal static class Traffic
{
    /// <summary>
    /// The shortest of a few round trips of a small packet between two sockets. One thread is both ends, at the emulator's own priority:
    /// what a busy machine lets an ordinary thread wait is not the network's.
    /// </summary>
    public static async Task<TimeSpan> RoundTripAsync(Socket from, Socket to, CancellationToken cancel)
    {
        var least = TimeSpan.MaxValue;
        await RealTimeAsync(() =>
        {
            var sender = new SocketAddress(AddressFamily.InterNetwork);
            from.ReceiveTimeout = to.ReceiveTimeout = 10_000;
            for (var i = 0; i < 9; i++)
            {
                var began = Stopwatch.GetTimestamp();
                from.SendTo("ping"u8, SocketFlags.None, to.LocalEndPoint!.Serialize());
                to.ReceiveFrom(new byte[16], SocketFlags.None, sender);
                to.SendTo("pong"u8, SocketFlags.None, sender);
                from.Receive(new byte[16]);
                if (Stopwatch.GetElapsedTime(began) is var time && time < least)
                    least = time;
            }
        }).WaitAsync(cancel);
        return least;
    }

    public static async Task<TimeSpan> RoundTripAsync(WanHost from, WanHost to, CancellationToken cancel)
    {
        using var here = WanLab.Socket(from, SocketType.Dgram);
        using var there = WanLab.Socket(to, SocketType.Dgram);
        return await RoundTripAsync(here, there, cancel);
    }

    /// <summary>Sends random bytes over one TCP stream; the time it took, and whether they came whole.</summary>
    public static async Task<(TimeSpan Time, bool Intact)> TransferAsync(WanHost from, WanHost to, int bytes, CancellationToken cancel)
    {
        using var listener = WanLab.Socket(to, SocketType.Stream);
        listener.Listen();
        using var sender = WanLab.Socket(from, SocketType.Stream);
        await sender.ConnectAsync((IPEndPoint)listener.LocalEndPoint!, cancel);
        using var receiver = await listener.AcceptAsync(cancel);
        var data = RandomNumberGenerator.GetBytes(bytes);

        var began = Stopwatch.GetTimestamp();
        var sending = SendAsync(sender, data, cancel);
        await using var stream = new NetworkStream(receiver);
        var hash = await SHA256.HashDataAsync(stream, cancel);
        await sending;
        return (Stopwatch.GetElapsedTime(began), hash.SequenceEqual(SHA256.HashData(data)));
    }

    private static Task RealTimeAsync(Action work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            _ = RealTime.TryEnter();
            try
            {
                work();
                done.SetResult();
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        })
        { IsBackground = true }.Start();
        return done.Task;
    }

    private static async Task SendAsync(Socket socket, byte[] data, CancellationToken cancel)
    {
        for (var sent = 0; sent < data.Length;)
            sent += await socket.SendAsync(data.AsMemory(sent), cancel);
        socket.Shutdown(SocketShutdown.Send);
    }
}
