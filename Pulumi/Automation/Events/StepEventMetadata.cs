using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Pulumi.Automation.Events;

/// <summary>One step: what is done to which resource.</summary>
public class StepEventMetadata
{
    [JsonConstructor]
    internal StepEventMetadata()
    {
    }

    /// <summary>What is done.</summary>
    [JsonInclude]
    public OperationType Op { get; private init; }

    /// <summary>The resource.</summary>
    [JsonInclude]
    public string Urn { get; private init; } = "";

    /// <summary>The resource's type.</summary>
    [JsonInclude]
    public string Type { get; private init; } = "";

    /// <summary>The resource before the step; null = there was none.</summary>
    [JsonInclude]
    public StepEventStateMetadata? Old { get; private init; }

    /// <summary>The resource after the step; null = there is none.</summary>
    [JsonInclude]
    public StepEventStateMetadata? New { get; private init; }

    /// <summary>The properties for which it is replaced.</summary>
    [JsonInclude]
    public ImmutableArray<string>? Keys { get; private init; }

    /// <summary>The properties that differ.</summary>
    [JsonInclude]
    public ImmutableArray<string>? Diffs { get; private init; }

    /// <summary>Every difference by property path; null = the provider does not tell.</summary>
    [JsonInclude]
    public IImmutableDictionary<string, PropertyDiff>? DetailedDiff { get; private init; }

    /// <summary>Whether it is a step of the program, and not a part of one (the delete of a replacement).</summary>
    [JsonInclude]
    public bool? Logical { get; private init; }

    /// <summary>The provider that does it: <c>urn::id</c>.</summary>
    [JsonInclude]
    public string Provider { get; private init; } = "";
}
