using System.Threading.Channels;

namespace E3.Floor.Network;

/// <summary>A connection to each other party: each dials those with a higher number and listens for those with a lower one, as in MPyC.</summary>
internal sealed class Mesh : IDisposable
{
    private readonly TcpPeer?[] _peers;

    private Mesh(TcpPeer?[] peers) => _peers = peers;

    /// <summary>The connections by party; null at our own number.</summary>
    public IReadOnlyList<TcpPeer?> Peers => _peers;

    /// <summary>Connects with all; when cancelled, throws <see cref="FloorException"/> that names every party that is missing.</summary>
    public static async Task<Mesh> JoinAsync(Membership membership, Endpoint listen, TimeProvider clock, CancellationToken cancel)
    {
        var mesh = new Mesh(new TcpPeer?[membership.Peers.Count]);
        // One failure that waiting cannot mend ends the waiting of all.
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var failures = new List<FloorException>();
        async Task WatchedAsync(Func<Task> join)
        {
            try
            {
                await join();
            }
            catch (FloorException error)
            {
                lock (failures)
                {
                    if (failures.Count == 0 || cancel.IsCancellationRequested) failures.Add(error);
                }
                await giveUp.CancelAsync();
            }
        }
        try
        {
            using var door = membership.Self > 0 ? new Door(membership, listen) : null;
            var dialler = new Dialler(membership, clock);
            var joins = Enumerable.Range(membership.Self + 1, membership.Peers.Count - membership.Self - 1)
                .Select(party => WatchedAsync(async () => mesh._peers[party] = await dialler.DialAsync(party, giveUp.Token)))
                .ToList();
            if (door is not null) joins.Add(WatchedAsync(() => mesh.AdmitAsync(door, membership.Self, listen, giveUp.Token)));
            await Task.WhenAll(joins);
            if (failures.Count > 0) throw failures.Count == 1 ? failures[0] : new FloorException(string.Join("; ", failures.Select(error => error.Message)));
            return mesh;
        }
        catch
        {
            mesh.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var peer in _peers) peer?.Dispose();
    }

    private async Task AdmitAsync(Door door, int count, Endpoint listen, CancellationToken cancel)
    {
        try
        {
            while (Array.IndexOf(_peers, null, 0, count) >= 0)
            {
                var peer = await door.NextAsync(cancel);
                // A second call is a second attempt: the first one's answer was lost.
                _peers[peer.Party]?.Dispose();
                _peers[peer.Party] = peer;
            }
        }
        catch (OperationCanceledException)
        {
            var missing = Enumerable.Range(0, count).Where(party => _peers[party] is null);
            throw new FloorException($"party {count} heard nothing on {listen} from party {string.Join(" and ", missing)}");
        }
        catch (ChannelClosedException error) when (error.InnerException is FloorException cause)
        {
            throw cause;
        }
    }
}
