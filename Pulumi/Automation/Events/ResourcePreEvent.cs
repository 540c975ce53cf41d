using System.Text.Json.Serialization;

namespace Pulumi.Automation.Events;

/// <summary>Work on a resource begins.</summary>
public class ResourcePreEvent
{
    [JsonConstructor]
    internal ResourcePreEvent()
    {
    }

    /// <summary>What is done to which resource.</summary>
    [JsonInclude]
    public StepEventMetadata Metadata { get; private init; } = new();

    /// <summary>Whether this is a preview: nothing is really done.</summary>
    [JsonInclude]
    public bool? Planning { get; private init; }
}
