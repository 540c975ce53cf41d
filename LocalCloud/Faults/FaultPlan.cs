using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace E3.LocalCloud.Faults;

/// <summary>How a call of an API goes wrong.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CallFault>))]
public enum CallFault
{
    /// <summary>429 with <c>retry-after</c>, of Spaces 503 <c>SlowDown</c>; nothing is done.</summary>
    [JsonStringEnumMemberName("limit")]
    Limit,

    /// <summary>500, 502 or 503; nothing is done.</summary>
    [JsonStringEnumMemberName("error")]
    Error,

    /// <summary>The work is done after a pause.</summary>
    [JsonStringEnumMemberName("slow")]
    Slow,

    /// <summary>The connection breaks; nothing is done.</summary>
    [JsonStringEnumMemberName("drop")]
    Drop,

    /// <summary>The work is done and the connection breaks before the answer.</summary>
    [JsonStringEnumMemberName("lose")]
    Lose,
}

/// <summary>An API that the cloud serves.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CloudApi>))]
public enum CloudApi
{
    /// <summary>DigitalOcean's, below <c>/v2</c>.</summary>
    [JsonStringEnumMemberName("digitalocean")]
    DigitalOcean,

    /// <summary>That of Spaces, a part of S3's.</summary>
    [JsonStringEnumMemberName("spaces")]
    Spaces,

    /// <summary>Tailscale's, below <c>/api/v2</c>.</summary>
    [JsonStringEnumMemberName("tailscale")]
    Tailscale,
}

/// <summary>What share of the calls goes wrong, and how; and what the cloud refuses whoever asks. What PUT /e3/faults takes.</summary>
public sealed record FaultPlan
{
    /// <summary>Nothing goes wrong.</summary>
    public static readonly FaultPlan None = new();

    /// <summary>Of a hundred calls, how many; each call by itself, at random.</summary>
    public double Percent { get; init; }

    /// <summary>The faults to choose from, each as likely as the others.</summary>
    public ImmutableArray<CallFault> Kinds { get; init => field = Given(value); } = [.. Enum.GetValues<CallFault>()];

    /// <summary>The APIs whose calls go wrong.</summary>
    public ImmutableArray<CloudApi> Apis { get; init => field = Given(value); } = [.. Enum.GetValues<CloudApi>()];

    /// <summary>Makes the choices the same in the same order of calls; null is another each time.</summary>
    public int? Seed { get; init; }

    /// <summary>How long a slow call waits.</summary>
    public double SlowSeconds { get; init; } = 2;

    /// <summary>What <c>retry-after</c> says.</summary>
    public int RetryAfterSeconds { get; init; } = 1;

    /// <summary>Most droplets of the account in place of the limit that the server was started with; null leaves that.</summary>
    public int? DropletLimit { get; init; }

    /// <summary>Names of buckets that another account has: nobody can make them or look into them.</summary>
    public ImmutableArray<string> TakenBuckets { get; init => field = Given(value); } = [];

    /// <summary>Whether every auth key of a tailnet counts as expired.</summary>
    public bool ExpiredKeys { get; init; }

    /// <summary>What is wrong with the plan, or null.</summary>
    internal string? Fault() => this switch
    {
        { Percent: < 0 or > 100 } or { Percent: double.NaN } => "percent must be from 0 to 100",
        { Kinds.IsEmpty: true } => $"kinds must name at least one of {Names<CallFault>()}",
        { Apis.IsEmpty: true } => $"apis must name at least one of {Names<CloudApi>()}",
        { SlowSeconds: < 0 or > 600 } or { SlowSeconds: double.NaN } => "slowSeconds must be from 0 to 600",
        { RetryAfterSeconds: < 0 or > 3600 } => "retryAfterSeconds must be from 0 to 3600",
        { DropletLimit: < 0 } => "dropletLimit must be 0 or more",
        _ => null,
    };

    /// <summary>The names of an enumeration's values as JSON has them.</summary>
    private static string Names<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()));

    private static ImmutableArray<T> Given<T>(ImmutableArray<T> value) => value.IsDefault ? [] : value;
}

/// <summary>
/// What GET /e3/faults shows: the plan, and since it was set the calls of all APIs, those that the rate limit itself refused, and the faults made.
/// </summary>
/// <param name="Plan">The plan in force.</param>
/// <param name="Calls">How many calls there were.</param>
/// <param name="Limited">How many the rate limit refused.</param>
/// <param name="Made">How many went wrong in which way.</param>
public sealed record FaultReport(FaultPlan Plan, int Calls, int Limited, IReadOnlyDictionary<CallFault, int> Made);
