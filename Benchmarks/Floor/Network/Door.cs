using System.Net.Sockets;
using System.Threading.Channels;

namespace E3.Floor.Network;

/// <summary>Where the others connect: members of the run come through, everybody else is turned away.</summary>
internal sealed class Door : IDisposable
{
    private readonly Membership _membership;
    private readonly Socket _listener;
    private readonly Channel<TcpPeer> _members = Channel.CreateUnbounded<TcpPeer>();
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Listens from now on; throws <see cref="FloorException"/> when the port is taken.</summary>
    public Door(Membership membership, Endpoint endpoint)
    {
        _membership = membership;
        _listener = endpoint.Listen();
        _ = ListenAsync();
    }

    /// <summary>The next member that connected. Throws <see cref="FloorException"/> when one came with another plan.</summary>
    public ValueTask<TcpPeer> NextAsync(CancellationToken cancel) => _members.Reader.ReadAsync(cancel);

    public void Dispose()
    {
        _closing.Cancel();
        _listener.Dispose();
        while (_members.Reader.TryRead(out var late)) late.Dispose();
        _closing.Dispose();
    }

    private async Task ListenAsync()
    {
        var closing = _closing.Token;
        try
        {
            // Each caller is greeted on its own: a silent one must not keep the others out.
            while (true) _ = GreetAsync(await _listener.AcceptAsync(closing), closing);
        }
        catch (OperationCanceledException)
        {
            _members.Writer.TryComplete();
        }
        catch (Exception error)
        {
            _members.Writer.TryComplete(closing.IsCancellationRequested ? null : error);
        }
    }

    private async Task GreetAsync(Socket socket, CancellationToken closing)
    {
        var kept = false;
        try
        {
            socket.NoDelay = true;
            var bytes = new byte[Greeting.Size];
            if (!await new TcpPeer(-1, socket).TryReceiveAsync(bytes, closing)) return;
            if (Greeting.TryRead(bytes) is not { } greeting || !_membership.Knows(greeting)) return;
            var peer = new TcpPeer(greeting.From, socket);
            // Answer before judging the plan: then both sides can say what is wrong.
            await peer.SendAsync(_membership.GreetingFor(greeting.From), closing);
            _membership.RequireSamePlan(greeting);
            kept = _members.Writer.TryWrite(peer);
        }
        catch (OperationCanceledException)
        {
            // The door closed on it.
        }
        catch (FloorException error)
        {
            // A caller that went away before the end of its greeting may come again; one with another plan will not do better.
            if (error.InnerException is null) _members.Writer.TryComplete(error);
        }
        finally
        {
            if (!kept) socket.Dispose();
        }
    }
}
