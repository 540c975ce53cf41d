using System.Diagnostics;
using System.Threading.Channels;

namespace E3.Floor.Network;

/// <summary>What one party found out about its way to another.</summary>
/// <param name="To">The other party.</param>
/// <param name="RoundTrips">Measured one after another over one TCP connection; empty when there is an error.</param>
/// <param name="Error">Why there was no connection; null when there was.</param>
internal sealed record ProbedPair(int To, IReadOnlyList<TimeSpan> RoundTrips, string? Error);

/// <summary>Measures this party's way to each other one, all at once, and answers while the others measure theirs.</summary>
internal sealed class Probe(Membership membership, Endpoint listen, int exchanges, TimeProvider clock)
{
    /// <summary>
    /// Measures, hands the result to <paramref name="report"/> as soon as it is there, and goes on answering until every other party has
    /// been served or <paramref name="cancel"/> ends it.
    /// </summary>
    public async Task<IReadOnlyList<ProbedPair>> RunAsync(Action<IReadOnlyList<ProbedPair>> report, CancellationToken cancel)
    {
        using var door = new Door(membership, listen);
        var serving = ServeAsync(door, cancel);
        var dialler = new Dialler(membership, clock);
        var others = Enumerable.Range(0, membership.Peers.Count).Where(party => party != membership.Self);
        var pairs = await Task.WhenAll(others.Select(party => MeasureAsync(dialler, party, cancel)));
        report(pairs);
        await serving;
        return pairs;
    }

    private async Task<ProbedPair> MeasureAsync(Dialler dialler, int party, CancellationToken cancel)
    {
        try
        {
            using var peer = await dialler.DialAsync(party, cancel);
            var message = new byte[1];
            var times = new TimeSpan[exchanges];
            for (var i = 0; i < exchanges; i++)
            {
                var started = clock.GetTimestamp();
                await peer.SendAsync(message, cancel);
                await peer.ReceiveAsync(message, cancel);
                times[i] = clock.GetElapsedTime(started);
            }
            return new ProbedPair(party, times, null);
        }
        catch (FloorException error)
        {
            return new ProbedPair(party, [], error.Message);
        }
        catch (OperationCanceledException)
        {
            return new ProbedPair(party, [], $"party {party} stopped answering party {membership.Self}");
        }
    }

    private async Task ServeAsync(Door door, CancellationToken cancel)
    {
        var served = new List<Task>();
        var seen = new HashSet<int>();
        try
        {
            while (seen.Count < membership.Peers.Count - 1)
            {
                var peer = await door.NextAsync(cancel);
                seen.Add(peer.Party);
                served.Add(EchoAsync(peer, cancel));
            }
            await Task.WhenAll(served);
        }
        catch (OperationCanceledException)
        {
            // Who could not reach us reports it; we cannot know why.
        }
        catch (ChannelClosedException error)
        {
            throw error.InnerException as FloorException ?? (Exception)new UnreachableException("the door closed by itself", error);
        }
    }

    private static async Task EchoAsync(TcpPeer peer, CancellationToken cancel)
    {
        using (peer)
        {
            var message = new byte[1];
            try
            {
                while (await peer.TryReceiveAsync(message, cancel)) await peer.SendAsync(message, cancel);
            }
            catch (FloorException)
            {
                // Its measurement ended in an error of its own, which it reports.
            }
        }
    }
}
