using System.Text.Json.Serialization;

namespace Pulumi.Automation;

/// <summary>A stack in a list of stacks.</summary>
public class StackSummary
{
    [JsonConstructor]
    internal StackSummary()
    {
    }

    /// <summary>Its name.</summary>
    [JsonInclude]
    public string Name { get; private init; } = "";

    /// <summary>Whether it is the one that was selected last.</summary>
    [JsonInclude]
    [JsonPropertyName("current")]
    public bool IsCurrent { get; private init; }

    /// <summary>When it was changed last; null = never.</summary>
    [JsonInclude]
    public DateTimeOffset? LastUpdate { get; private init; }

    /// <summary>Whether it is being changed now.</summary>
    [JsonInclude]
    [JsonPropertyName("updateInProgress")]
    public bool IsUpdateInProgress { get; private init; }

    /// <summary>How many resources it has.</summary>
    [JsonInclude]
    public int? ResourceCount { get; private init; }

    /// <summary>Where it can be looked at.</summary>
    [JsonInclude]
    public string? Url { get; private init; }
}
