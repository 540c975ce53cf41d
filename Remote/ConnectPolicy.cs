namespace E3.Remote;

/// <summary>
/// How long to keep trying a host that does not let us in yet: a machine that boots refuses connections, then refuses the key, then works.
/// </summary>
/// <param name="Attempts">Dials in all; <see cref="int.MaxValue"/> for no limit.</param>
/// <param name="PerDial">The longest one dial may take, up to and including authentication; zero for no limit.</param>
/// <param name="MaxTotal">The longest all dials may take together; null for no limit.</param>
public sealed record ConnectPolicy(int Attempts, TimeSpan PerDial, TimeSpan? MaxTotal)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);

    /// <summary>Ten dials of at most 15 s.</summary>
    public static ConnectPolicy Default { get; } = new(10, TimeSpan.FromSeconds(15), null);

    /// <summary>The pause after the given failed attempt (from 1): 0.1 s, half as much again each time, 3 s at most.</summary>
    internal static TimeSpan PauseAfter(int attempt) =>
        TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, FirstPause.TotalSeconds * Math.Pow(1.5, Math.Min(attempt - 1, 20))));
}
