namespace E3.Benchmarks.Results;

/// <summary>
/// The least time the network allows a computation in which, every round, each of the first 2t + 1 parties waits for a message from each
/// of the others of them.
/// </summary>
/// <remarks>
/// Such a computation is a timed event graph, whose time per round is the largest mean over its cycles of the delays around the cycle
/// (Baccelli, Cohen, Olsder, Quadrat: Synchronization and Linearity, 1992, chapter 3). A mean over a cycle is never above the mean
/// of its slowest pair going to and fro, so the largest is max RTT / 2 over the pairs of the waiting set; nothing need be known of how
/// a round trip divides into its two ways. The bound also holds exactly, not only in the long run, when the slowest party's own clock
/// is taken: let i and j be the slowest pair and n the number of exchanges. The chain of messages i → j → i → … that ends at i or j
/// bounds one's time from the other's start, the opposite chain the other's; the starts cancel in the sum, which is n·RTT, so one of
/// the two took n·RTT/2 or more. Opening the result is one more exchange among the same parties. Parties outside the set only listen.
/// </remarks>
internal static class LeastTime
{
    /// <summary>Of a computation of so many rounds and an opening, from the shortest round trips measured; null when nobody waits.</summary>
    public static double? Seconds(int rounds, int threshold, IReadOnlyList<ResultParty> parties, IReadOnlyList<MeasuredPair> matrix)
    {
        var waiting = parties.Take((2 * threshold) + 1).Select(party => party.Name).ToHashSet();
        // Both ends measured the same round trip: the smaller of the two is the better bound from below.
        var roundTrips = matrix.Where(pair => waiting.Contains(pair.From) && waiting.Contains(pair.To))
            .GroupBy(pair => string.CompareOrdinal(pair.From, pair.To) < 0 ? (pair.From, pair.To) : (pair.To, pair.From))
            .Select(both => both.Min(pair => pair.RttMs.Min)).ToList();
        return roundTrips.Count == 0 ? null : (rounds + 1) * roundTrips.Max() / 2 / 1000;
    }
}
