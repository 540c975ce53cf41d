using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace E3.EndToEnd.Machine;

/// <summary>A port that leads to another one, until it is closed. What came back from there is remembered.</summary>
internal sealed class TcpPassage : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly int _to;
    private readonly CancellationTokenSource _closed = new();
    private readonly ConcurrentQueue<string> _answers = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;

    /// <param name="from">Where it listens; port 0 for a free one.</param>
    /// <param name="to">A port of loopback.</param>
    public TcpPassage(IPEndPoint from, int to)
    {
        _to = to;
        _listener = new TcpListener(from);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public IPEndPoint From => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>What was answered, in pieces as they came.</summary>
    public string Answers => string.Concat(_answers);

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _closed.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _connections.Add(PassAsync(await _listener.AcceptTcpClientAsync(_closed.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // Closed.
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var caller = client;
        using var called = new TcpClient();
        try
        {
            await called.ConnectAsync(IPAddress.Loopback, _to, _closed.Token);
            await Task.WhenAny(
                CopyAsync(caller.GetStream(), called.GetStream(), null),
                CopyAsync(called.GetStream(), caller.GetStream(), _answers));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
        {
            // One side went away.
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, ConcurrentQueue<string>? seen)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, _closed.Token) is > 0 and var count)
        {
            seen?.Enqueue(Encoding.Latin1.GetString(buffer, 0, count));
            await to.WriteAsync(buffer.AsMemory(0, count), _closed.Token);
        }
    }
}
