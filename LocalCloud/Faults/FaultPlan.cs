using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace E3.LocalCloud.Faults;

/// <summary>How a call of the API goes wrong.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CallFault>))]
internal enum CallFault
{
    /// <summary>429 with <c>retry-after</c>; nothing is done.</summary>
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

/// <summary>What share of the calls goes wrong, and how.</summary>
internal sealed record FaultPlan
{
    public static readonly FaultPlan None = new();

    /// <summary>Of a hundred calls, how many; each call by itself, at random.</summary>
    public double Percent { get; init; }

    /// <summary>The faults to choose from, each as likely as the others.</summary>
    public ImmutableArray<CallFault> Kinds { get; init; } = [.. Enum.GetValues<CallFault>()];

    /// <summary>Makes the choices the same in the same order of calls; null is another each time.</summary>
    public int? Seed { get; init; }

    public double SlowSeconds { get; init; } = 2;

    public int RetryAfterSeconds { get; init; } = 1;

    /// <summary>What is wrong with the plan, or null.</summary>
    public string? Fault() => this switch
    {
        { Percent: < 0 or > 100 } or { Percent: double.NaN } => "percent must be from 0 to 100",
        { Kinds.IsDefaultOrEmpty: true } => $"kinds must name at least one of {string.Join(", ", Enum.GetNames<CallFault>().Select(name => name.ToLowerInvariant()))}",
        { SlowSeconds: < 0 or > 600 } or { SlowSeconds: double.NaN } => "slowSeconds must be from 0 to 600",
        { RetryAfterSeconds: < 0 or > 3600 } => "retryAfterSeconds must be from 0 to 3600",
        _ => null,
    };
}
