using System.Text.Json;
using System.Text.Json.Serialization;

namespace E3.Benchmarks.Results;

/// <summary>What a measurement found: a number with its repeats, spread, measured latency matrix and commit.</summary>
public sealed record MeasurementResult
{
    /// <summary>The version of this form that this program writes and reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The form's version.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Whether it was measured at all.</summary>
    public required MeasurementStatus Status { get; init; }

    /// <summary>Why it was skipped, or why it is not valid; null when neither.</summary>
    public string? Reason { get; init; }

    /// <summary>The overlay's name.</summary>
    public required string Overlay { get; init; }

    /// <summary>The job's name.</summary>
    public required string Job { get; init; }

    /// <summary>The program that ran, with its arguments.</summary>
    public required string Program { get; init; }

    /// <summary>Who took part, in the protocol's order.</summary>
    public required IReadOnlyList<ResultParty> Parties { get; init; }

    /// <summary>So many parties together learn nothing.</summary>
    public int Threshold { get; init; }

    /// <summary>Every repeat, in order.</summary>
    public IReadOnlyList<Repeat> Repeats { get; init; } = [];

    /// <summary>Exchanges that had to wait for one another; null when the program does not tell.</summary>
    public int? Rounds { get; init; }

    /// <summary>Bytes that all parties together sent in a repeat (the median), as the program counts them.</summary>
    public long? Bytes { get; init; }

    /// <summary>The median over the valid repeats, in seconds.</summary>
    public double? MedianSeconds { get; init; }

    /// <summary>The shortest and the longest valid repeat.</summary>
    public Spread? SpreadSeconds { get; init; }

    /// <summary>The least time the network allows; null when the rounds are unknown or no party waits for another.</summary>
    public double? LeastSeconds { get; init; }

    /// <summary>Median / least.</summary>
    public double? Ratio { get; init; }

    /// <summary>Whether every repeat is valid.</summary>
    public bool Valid { get; init; }

    /// <summary>What was measured between every ordered pair before the first repeat.</summary>
    public IReadOnlyList<MeasuredPair> Matrix { get; init; } = [];

    /// <summary>The commit of E3 that measured; null when it was built outside a repository.</summary>
    public string? Commit { get; init; }

    /// <summary>When the measurement began (UTC).</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Reads a result; throws <see cref="JsonException"/> when it is none, or of another version.</summary>
    public static MeasurementResult Parse(string json)
    {
        var result = JsonSerializer.Deserialize(json, ResultJson.Default.MeasurementResult) ?? throw new JsonException("the result is null");
        return result.Version == CurrentVersion
            ? result
            : throw new JsonException($"the result is of version {result.Version}; this program reads version {CurrentVersion}");
    }

    /// <summary>The result as one line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ResultJson.Default.MeasurementResult);
}

/// <summary>Whether there is a number.</summary>
[JsonConverter(typeof(CamelCase<MeasurementStatus>))]
public enum MeasurementStatus
{
    /// <summary>It ran.</summary>
    Measured,

    /// <summary>Something it needs is missing; the reason says what.</summary>
    Skipped,
}

/// <summary>A party.</summary>
/// <param name="Name">Its host's name.</param>
/// <param name="Region">Where the host stands.</param>
public sealed record ResultParty(string Name, string Region);

/// <summary>One repeat.</summary>
/// <param name="Seconds">The slowest party's time by its own clock, from when all were connected.</param>
/// <param name="WallSeconds">By the operator's clock, from the start until the last party's answer; connecting included where a repeat connects anew.</param>
/// <param name="Rounds">Exchanges that waited for one another; null when unknown.</param>
/// <param name="Bytes">Sent by all parties together.</param>
/// <param name="Valid">Whether it counts.</param>
/// <param name="Reason">Why it does not; null when it does.</param>
public sealed record Repeat(double Seconds, double WallSeconds, int? Rounds, long Bytes, bool Valid, string? Reason);

/// <summary>From the shortest to the longest, in seconds.</summary>
/// <param name="Min">The shortest.</param>
/// <param name="Max">The longest.</param>
public sealed record Spread(double Min, double Max);

/// <summary>Round trips from one party to another over the overlay.</summary>
/// <param name="From">Name of the party that measured.</param>
/// <param name="To">Name of the party that answered.</param>
/// <param name="RttMs">In milliseconds.</param>
public sealed record MeasuredPair(string From, string To, RoundTrips RttMs);

/// <summary>A few round trips, in milliseconds.</summary>
/// <param name="Min">The shortest.</param>
/// <param name="Median">The median.</param>
public sealed record RoundTrips(double Min, double Median);

// A result comes back from a stack's outputs without what was null: a parameter that may be null may be absent.
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(MeasurementResult))]
internal sealed partial class ResultJson : JsonSerializerContext;
