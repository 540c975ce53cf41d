using System.Net.Sockets;

namespace E3.Floor.Network;

/// <summary>Connects to another party, however often it takes.</summary>
internal sealed class Dialler(Membership membership, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    // TCP doubles its patience with every lost SYN; dialling anew finds a host sooner that has just come up.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Dials until the party answers; when cancelled, throws <see cref="FloorException"/> with the last cause.</summary>
    public async Task<TcpPeer> DialAsync(int party, CancellationToken cancel)
    {
        var target = membership.Peers[party] ?? throw new ArgumentOutOfRangeException(nameof(party));
        for (var last = "no answer"; ;)
        {
            var (peer, cause) = await TryDialAsync(party, target, cancel);
            if (peer is not null) return peer;
            last = cause ?? last;
            if (cancel.IsCancellationRequested) throw new FloorException($"party {membership.Self} could not reach party {party} at {target}: {last}");
            await Task.Delay(Pause, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<(TcpPeer? Peer, string? Cause)> TryDialAsync(int party, Endpoint target, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var kept = false;
        try
        {
            await socket.ConnectAsync(target.ToEndPoint(), either.Token);
            var peer = new TcpPeer(party, socket);
            await peer.SendAsync(membership.GreetingFor(party), either.Token);
            var answer = new byte[Greeting.Size];
            if (!await peer.TryReceiveAsync(answer, either.Token)) return (null, "another program, or a party of another run, answers there");
            if (Greeting.TryRead(answer) is not { } greeting || greeting.Session != membership.Session || greeting.From != party)
                throw new MisfitException($"what listens at {target} is not party {party} of this run");
            membership.RequireSamePlan(greeting);
            kept = true;
            return (peer, null);
        }
        catch (SocketException error)
        {
            return (null, error.Message);
        }
        catch (FloorException error) when (error.InnerException is SocketException cause)
        {
            return (null, cause.Message);
        }
        catch (OperationCanceledException)
        {
            return (null, cancel.IsCancellationRequested ? null : "no answer");
        }
        finally
        {
            if (!kept) socket.Dispose();
        }
    }
}
