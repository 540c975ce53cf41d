using System.Text.Json.Serialization;

namespace Pulumi.Automation.Events;

/// <summary>A policy was broken.</summary>
public class PolicyEvent
{
    [JsonConstructor]
    internal PolicyEvent()
    {
    }

    /// <summary>The resource that breaks it; null = the stack.</summary>
    [JsonInclude]
    public string? ResourceUrn { get; private init; }

    /// <summary>What is wrong, perhaps with colour tags.</summary>
    [JsonInclude]
    public string Message { get; private init; } = "";

    /// <summary>Whether the tags are to be shown as colours.</summary>
    [JsonInclude]
    public string Color { get; private init; } = "";

    /// <summary>The policy.</summary>
    [JsonInclude]
    public string PolicyName { get; private init; } = "";

    /// <summary>The pack it comes from.</summary>
    [JsonInclude]
    public string PolicyPackName { get; private init; } = "";

    /// <summary>The pack's version: a number.</summary>
    [JsonInclude]
    public string PolicyPackVersion { get; private init; } = "";

    /// <summary>The pack's version as people write it.</summary>
    [JsonInclude]
    public string PolicyPackVersionTag { get; private init; } = "";

    /// <summary><c>warning</c>, <c>mandatory</c>, <c>remediate</c> or <c>none</c>.</summary>
    [JsonInclude]
    public string EnforcementLevel { get; private init; } = "";
}
