using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using E3.LocalCloud.Wan;
using E3.LocalCloud.Wan.Native;

namespace E3.Bench.Wan;

/// <summary>Small UDP packets there and back between random hosts, against the profile.</summary>
internal static class RoundTrips
{
    private const int Port = 7;
    // The same number of packets under way whatever the number of hosts.
    private const int Probes = 64;

    /// <summary>Distance of each round trip from the profile's, in microseconds, sorted.</summary>
    public static async Task<double[]> MeasureAsync(Site site, LatencyProfile profile, TimeSpan time, CancellationToken cancel)
    {
        var echoes = new List<Socket>();
        var threads = new List<Task<List<double>>>();
        try
        {
            foreach (var network in site.Networks)
                echoes.Add(Socket(network, Port));
            foreach (var echo in echoes)
                Start(() => Echo(echo));
            var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
            for (var i = 0; i < Probes; i++)
            {
                var from = i % site.Hosts.Count;
                var socket = Socket(site.Networks[from], 0);
                var random = new Random(i);
                threads.Add(Start(() => Probe(site, profile, from, socket, random, end)));
            }
            var errors = await Task.WhenAll(threads).WaitAsync(cancel);
            return [.. errors.SelectMany(list => list).Order()];
        }
        finally
        {
            foreach (var echo in echoes)
                echo.Dispose();
        }
    }

    private static Socket Socket(PrivateNetwork network, int port)
    {
        var socket = network.Socket(SocketType.Dgram, port);
        socket.ReceiveTimeout = 2000;
        return socket;
    }

    private static void Echo(Socket socket)
    {
        var buffer = new byte[64];
        var from = new SocketAddress(AddressFamily.InterNetwork);
        try
        {
            while (true)
                if (TryReceive(socket, buffer, from, out var length))
                    socket.SendTo(buffer.AsSpan(0, length), SocketFlags.None, from);
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            // Closed when the measurement is over.
        }
    }

    private static List<double> Probe(Site site, LatencyProfile profile, int from, Socket socket, Random random, long end)
    {
        using var _ = socket;
        var errors = new List<double>(4096);
        var buffer = new byte[8];
        var sender = new SocketAddress(AddressFamily.InterNetwork);
        while (Stopwatch.GetTimestamp() < end)
        {
            var to = (from + 1 + random.Next(site.Hosts.Count - 1)) % site.Hosts.Count;
            var expected = profile.RoundTrip(site.Hosts[from].Region, site.Hosts[to].Region);
            var began = Stopwatch.GetTimestamp();
            BitConverter.TryWriteBytes(buffer, began);
            socket.SendTo(buffer, new IPEndPoint(site.Hosts[to].Address, Port));
            if (!TryReceive(socket, buffer, sender, out int _) || BitConverter.ToInt64(buffer) != began)
                throw new InvalidOperationException($"no answer from {site.Hosts[to].Name} to {site.Hosts[from].Name} within 2 s");
            errors.Add(Math.Abs((Stopwatch.GetElapsedTime(began) - expected).TotalMicroseconds));
        }
        return errors;
    }

    private static bool TryReceive(Socket socket, byte[] buffer, SocketAddress from, out int length)
    {
        try
        {
            length = socket.ReceiveFrom(buffer, SocketFlags.None, from);
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.TimedOut)
        {
            length = 0;
            return false;
        }
    }

    private static void Start(Action work) => Start(() =>
    {
        work();
        return true;
    });

    // At real-time priority too, below the emulator's: otherwise the endpoints' own waiting for a processor is what is measured.
    private static Task<T> Start<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            _ = RealTime.TryEnter(priority: 5);
            try
            {
                done.SetResult(work());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        })
        { IsBackground = true }.Start();
        return done.Task;
    }
}
