using System.Text.Json.Serialization;

namespace Pulumi.Automation.Events;

/// <summary>One property that differs.</summary>
public class PropertyDiff
{
    [JsonConstructor]
    internal PropertyDiff()
    {
    }

    /// <summary>How it differs.</summary>
    [JsonInclude]
    [JsonPropertyName("diffKind")]
    public DiffKind Kind { get; private init; }

    /// <summary>Whether the inputs of before and now differ, and not the resource's state and its inputs.</summary>
    [JsonInclude]
    public bool InputDiff { get; private init; }
}
