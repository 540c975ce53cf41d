namespace E3.Floor.Network;

/// <summary>
/// A connection to each other party. Every party calls every other one, so that both directions are known to work, and may measure the
/// way; those connections stay that were dialled by the party with the lower number, as in MPyC.
/// </summary>
internal sealed class Mesh : IDisposable
{
    private Mesh(TcpPeer?[] peers) => Peers = peers;

    /// <summary>The connections by party; null at our own number.</summary>
    public IReadOnlyList<TcpPeer?> Peers { get; }

    /// <summary>
    /// Connects with all. When <paramref name="cancel"/> ends it first, throws <see cref="FloorException"/> that names every party that is
    /// missing; a party started with other arguments ends it at once.
    /// </summary>
    /// <param name="membership">Who we are and where the others are.</param>
    /// <param name="listen">Where the others find us.</param>
    /// <param name="exchanges">How many round trips to measure at most; 0 for none.</param>
    /// <param name="report">Told of every other party as soon as our own calls have ended, which may be before the others' have.</param>
    /// <param name="clock">Measures.</param>
    /// <param name="cancel">The deadline.</param>
    public static async Task<Mesh> JoinAsync(
        Membership membership, Endpoint listen, int exchanges, Action<IReadOnlyList<ProbedPair>> report, TimeProvider clock, CancellationToken cancel)
    {
        // One failure that waiting cannot mend ends the waiting of all.
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var door = new Door(membership, listen);
        var reception = new Reception(membership, door);
        var called = new TcpPeer?[membership.Peers.Count];
        var dialler = new Dialler(membership, clock);
        var answering = UnlessMisfitAsync(reception.RunAsync(giveUp.Token), giveUp);
        var calling = Task.WhenAll(Enumerable.Range(0, membership.Peers.Count).Where(party => party != membership.Self)
            .Select(party => UnlessMisfitAsync(CallAsync(party), giveUp)));
        try
        {
            await ((Task)calling).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (giveUp.IsCancellationRequested && !cancel.IsCancellationRequested)
            {
                // A misfit met on one side makes everything else fail as well; only it is told.
                await answering;
                await calling;
            }
            var pairs = await calling;
            report(pairs);
            var missing = await answering;
            var problems = pairs.Select(pair => pair.Error).OfType<string>().ToList();
            if (problems.Count == 0 && missing.Count > 0)
                problems.Add($"party {membership.Self} heard nothing on {listen} from party {string.Join(" and ", missing)}");
            if (problems.Count > 0) throw new FloorException(string.Join("; ", problems));
            return new Mesh([.. called.Zip(reception.Kept, (ours, theirs) => ours ?? theirs)]);
        }
        catch
        {
            await giveUp.CancelAsync();
            await ((Task)answering).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var peer in called.Concat(reception.Kept)) peer?.Dispose();
            throw;
        }

        async Task<ProbedPair> CallAsync(int party)
        {
            TcpPeer? peer = null;
            try
            {
                peer = await dialler.DialAsync(party, giveUp.Token);
                var times = await Call.MeasureAsync(peer, exchanges, clock, giveUp.Token);
                if (party > membership.Self)
                {
                    await Call.KeepAsync(peer, giveUp.Token);
                    (called[party], peer) = (peer, null);
                }
                return new ProbedPair(party, times, null);
            }
            catch (OperationCanceledException)
            {
                return new ProbedPair(party, [], $"party {party} stopped answering party {membership.Self}");
            }
            catch (FloorException error) when (error is not MisfitException)
            {
                return new ProbedPair(party, [], error.Message);
            }
            finally
            {
                peer?.Dispose();
            }
        }
    }

    public void Dispose()
    {
        foreach (var peer in Peers) peer?.Dispose();
    }

    private static async Task<T> UnlessMisfitAsync<T>(Task<T> meeting, CancellationTokenSource giveUp)
    {
        try
        {
            return await meeting;
        }
        catch (MisfitException)
        {
            await giveUp.CancelAsync();
            throw;
        }
    }
}
