namespace E3.Floor.Network;

/// <summary>
/// A call to another party: after the greeting, bytes that come back at once, so that the caller can measure the way; then the
/// byte <see cref="Stay"/> when the connection is to stay, or its end.
/// </summary>
internal static class Call
{
    private const byte Echo = 0;
    private const byte Stay = 1;
    private const int LeastExchanges = 3;

    // More exchanges than the fewest only while they cost next to nothing: on a long way each tells as much as ten on a short one.
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(0.5);

    /// <summary>Measures at most so many round trips; 0 for none.</summary>
    public static async Task<IReadOnlyList<TimeSpan>> MeasureAsync(TcpPeer peer, int exchanges, TimeProvider clock, CancellationToken cancel)
    {
        var message = new byte[] { Echo };
        var times = new List<TimeSpan>(exchanges);
        var began = clock.GetTimestamp();
        while (times.Count < exchanges && (times.Count < LeastExchanges || clock.GetElapsedTime(began) < Enough))
        {
            var started = clock.GetTimestamp();
            await peer.SendAsync(message, cancel);
            await peer.ReceiveAsync(message, cancel);
            times.Add(clock.GetElapsedTime(started));
        }
        return times;
    }

    /// <summary>Tells the other side that the connection stays.</summary>
    public static ValueTask KeepAsync(TcpPeer peer, CancellationToken cancel) => peer.SendAsync(new byte[] { Stay }, cancel);

    /// <summary>Answers a call until it is over; true when the connection stays, false when the caller has ended it.</summary>
    public static async Task<bool> AnswerAsync(TcpPeer peer, CancellationToken cancel)
    {
        var message = new byte[1];
        while (await peer.TryReceiveAsync(message, cancel))
        {
            if (message[0] == Stay) return true;
            await peer.SendAsync(message, cancel);
        }
        return false;
    }
}
