namespace E3.LocalCloud.Control;

/// <summary>What a running local cloud says of itself at <c>/e3/health</c>.</summary>
public sealed record CloudHealth
{
    /// <summary>The folder it keeps everything in.</summary>
    public required string Root { get; init; }

    /// <summary>The server's process.</summary>
    public required int Pid { get; init; }

    /// <summary>The program's version.</summary>
    public required string Version { get; init; }

    /// <summary>Whether droplets of an earlier server have all been taken up again.</summary>
    public required bool Ready { get; init; }

    /// <summary>Name or path of the latency profile in force.</summary>
    public required string Profile { get; init; }

    /// <summary>The addresses of this cloud; null before its network came up and when it has no hosts.</summary>
    public string? Network { get; init; }

    /// <summary>How many droplets the account has.</summary>
    public required int Droplets { get; init; }

    /// <summary>How many of them are active.</summary>
    public required int Running { get; init; }

    /// <summary>How many buckets and custom images the account has.</summary>
    public required int Stored { get; init; }

    /// <summary>How many deleted droplets are still being removed from the machine.</summary>
    public required int Removing { get; init; }

    /// <summary>The WAN emulator; null when the cloud serves the APIs only.</summary>
    public EmulatorHealth? Emulator { get; init; }

    /// <summary>What went wrong with droplets, by name and id.</summary>
    public required IReadOnlyDictionary<string, string> Problems { get; init; }
}

/// <summary>The WAN emulator's part of <see cref="CloudHealth"/>.</summary>
/// <param name="Pid">Its process; 0 while there is none.</param>
/// <param name="Alive">Whether it answers.</param>
/// <param name="Restarts">How often it ended without being asked to and was started again since the server started.</param>
/// <param name="Warnings">What makes it less exact than it could be.</param>
/// <param name="Lateness">How late it delivered packets since it started; null when it does not answer.</param>
public sealed record EmulatorHealth(int Pid, bool Alive, int Restarts, IReadOnlyList<string> Warnings, EmulatorLateness? Lateness = null);

/// <summary>The emulator's own lateness, in microseconds from when a packet should have left, over all packets since it started.</summary>
/// <param name="Packets">How many packets.</param>
/// <param name="P50Micros">Of the median packet.</param>
/// <param name="P99Micros">What 1 packet in 100 exceeds.</param>
/// <param name="BoundMicros">What p99 may be for a measurement to count.</param>
public sealed record EmulatorLateness(long Packets, double P50Micros, double P99Micros, double BoundMicros);
