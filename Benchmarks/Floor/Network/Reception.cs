using System.Threading.Channels;

namespace E3.Floor.Network;

/// <summary>Answers the calls of all other parties and keeps the connections of those with a lower number.</summary>
internal sealed class Reception(Membership membership, Door door)
{
    private readonly HashSet<int> _expected = [.. Enumerable.Range(0, membership.Peers.Count).Where(party => party != membership.Self)];
    private readonly TcpPeer?[] _kept = new TcpPeer?[membership.Peers.Count];

    /// <summary>The connections that stay, by party. Whoever holds the reception disposes of them.</summary>
    public IReadOnlyList<TcpPeer?> Kept => _kept;

    /// <summary>
    /// Returns when every other party has been answered, with nobody, or when cancelled, with those that were not. Throws
    /// <see cref="MisfitException"/> when one was started with other arguments.
    /// </summary>
    public async Task<IReadOnlyList<int>> RunAsync(CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var answering = new List<Task>();
        try
        {
            while (_expected.Count > 0) answering.Add(AnswerAsync(await door.NextAsync(over.Token), over));
        }
        catch (OperationCanceledException)
        {
            // All have been answered, or the time is up.
        }
        catch (ChannelClosedException error)
        {
            throw error.InnerException ?? error;
        }
        await Task.WhenAll(answering);
        return [.. _expected.Order()];
    }

    private async Task AnswerAsync(TcpPeer peer, CancellationTokenSource over)
    {
        var stays = false;
        try
        {
            stays = await Call.AnswerAsync(peer, over.Token);
            // A lower party that ends its call without keeping it has died, or will call again.
            if (!stays && peer.Party < membership.Self) return;
            lock (_expected)
            {
                if (stays)
                {
                    _kept[peer.Party]?.Dispose();
                    _kept[peer.Party] = peer;
                }
                _expected.Remove(peer.Party);
                if (_expected.Count == 0) over.Cancel();
            }
        }
        catch (Exception error) when (error is FloorException or OperationCanceledException)
        {
            // The caller knows why its call ended, and reports it.
        }
        finally
        {
            if (!stays) peer.Dispose();
        }
    }
}
