using System.Net;
using System.Net.Sockets;

namespace E3.LocalCloud.Hosts;

/// <summary>Waits for a host to answer as an SSH server, which is when it is of use.</summary>
internal static class SshProbe
{
    private const int Port = 22;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan PerTry = TimeSpan.FromSeconds(1);

    /// <summary>Tries until it answers, <paramref name="alive"/> says no, or it is cancelled.</summary>
    /// <returns>Whether it answered.</returns>
    public static async Task<bool> WaitAsync(IPAddress address, Func<bool> alive, TimeProvider clock, CancellationToken cancel)
    {
        while (alive())
        {
            if (await AnswersAsync(address, clock, cancel))
                return true;
            await Task.Delay(Pause, clock, cancel);
        }

        return false;
    }

    private static async Task<bool> AnswersAsync(IPAddress address, TimeProvider clock, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(PerTry, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(address, Port, both.Token);
            var greeting = new byte[4];
            await using var stream = new NetworkStream(socket);
            await stream.ReadExactlyAsync(greeting, both.Token);
            return greeting.AsSpan().SequenceEqual("SSH-"u8);
        }
        catch (Exception e) when (e is SocketException or IOException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return false;
        }
    }
}
