using E3.Benchmarks.Results;

namespace E3.Benchmarks.Tests.Results;

/// <summary>Results to show and to sum up.</summary>
internal static class Sample
{
    public static readonly IReadOnlyList<ResultParty> Four =
        [new("a-1", "ams3"), new("n-1", "nyc3"), new("s-1", "sfo3"), new("g-1", "sgp1")];

    private static readonly double[,] RoundTripsMs = { { 0, 82, 146, 170 }, { 82, 0, 70, 240 }, { 146, 70, 0, 180 }, { 170, 240, 180, 0 } };

    public static IReadOnlyList<MeasuredPair> Matrix { get; } =
    [
        .. from i in Enumerable.Range(0, 4)
           from j in Enumerable.Range(0, 4)
           where i != j
           select new MeasuredPair(Four[i].Name, Four[j].Name, new RoundTrips(RoundTripsMs[i, j] + (i < j ? 0 : 0.4), RoundTripsMs[i, j] + 1)),
    ];

    public static MeasurementResult Of(params Repeat[] repeats) => Summary.Of(new MeasurementResult
    {
        Status = MeasurementStatus.Measured,
        Overlay = "direct",
        Job = "floor",
        Program = "floor, 50 rounds of 64 bytes",
        Parties = Four,
        Threshold = 1,
        Matrix = Matrix,
        Repeats = repeats,
        StartedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
    });

    public static Repeat Valid(double seconds, int? rounds = 50, long bytes = 29_376) => new(seconds, seconds + 0.2, rounds, bytes, true, null);

    public static Repeat Invalid(string reason) => new(9, 9.2, 50, 29_376, false, reason);
}
