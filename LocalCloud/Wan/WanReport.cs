namespace E3.LocalCloud.Wan;

/// <summary>
/// How well the emulator kept its times since a mark, or since it started: the witness of a measurement. A packet's lateness is the
/// distance in microseconds, in either direction, between when it left the emulator and when it should have.
/// </summary>
/// <param name="Mark">Give this to a later <see cref="WanClient.ReportAsync"/> for the time from now on.</param>
/// <param name="Profile">Name or path of the latency profile in force.</param>
/// <param name="Hosts">How many hosts are joined.</param>
/// <param name="Packets">Packets delivered. With segmentation offload one may hold up to 64 KB of several wire packets.</param>
/// <param name="Bytes">Bytes of those packets, IP headers included.</param>
/// <param name="P50Micros">Lateness of the median packet, to within 3 %.</param>
/// <param name="P99Micros">Lateness that 1 packet in 100 exceeds, to within 3 %.</param>
/// <param name="MaxMicros">Lateness of the latest packet, to within 3 %.</param>
/// <param name="Drops">Packets not delivered, by cause.</param>
/// <param name="Overloads">Turns of the emulator's loop that took longer than <paramref name="BoundMicros"/>: as long, arriving packets waited unseen.</param>
/// <param name="Turns">Turns of the loop in all.</param>
/// <param name="RealTime">Whether the emulator runs at real-time priority.</param>
/// <param name="CompensationMicros">How much earlier than computed packets are sent at present, to make up for how late the machine wakes the emulator.</param>
/// <param name="BoundMicros">The bound of <paramref name="Held"/>: <see cref="HeldBound"/>.</param>
/// <param name="Held">
/// Whether the times can be trusted: <paramref name="P99Micros"/> within the bound, and at most one turn in 100 an overload. A
/// measurement taken while this is false is not to be reported.
/// </param>
public sealed record WanReport(
    string Mark,
    string Profile,
    int Hosts,
    long Packets,
    long Bytes,
    double P50Micros,
    double P99Micros,
    double MaxMicros,
    WanDrops Drops,
    long Overloads,
    long Turns,
    bool RealTime,
    double CompensationMicros,
    double BoundMicros,
    bool Held)
{
    /// <summary>
    /// The lateness <see cref="Held"/> allows at p99: 1 ms, ten times what an idle machine shows and 2 % of the shortest round trip
    /// between continents.
    /// </summary>
    public static TimeSpan HeldBound { get; } = TimeSpan.FromMilliseconds(1);
}

/// <summary>Packets the emulator took and did not deliver.</summary>
/// <param name="Unknown">For an address no host has, or not IPv4.</param>
/// <param name="Queue">Would have waited longer for the link than the profile's queue holds. This is the network emulated, not a fault.</param>
/// <param name="Gone">The receiving host was removed while they were under way.</param>
/// <param name="Refused">The receiving host's kernel did not take them.</param>
public sealed record WanDrops(long Unknown, long Queue, long Gone, long Refused);
