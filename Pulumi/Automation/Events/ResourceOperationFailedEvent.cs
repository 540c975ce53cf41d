using System.Text.Json.Serialization;

namespace Pulumi.Automation.Events;

/// <summary>Work on a resource failed; a <see cref="DiagnosticEvent"/> says why.</summary>
public class ResourceOperationFailedEvent
{
    [JsonConstructor]
    internal ResourceOperationFailedEvent()
    {
    }

    /// <summary>What was to be done to which resource.</summary>
    [JsonInclude]
    public StepEventMetadata Metadata { get; private init; } = new();

    /// <summary>What is known of the resource: 0 = nothing was done, 1 = something may have been, 2 = unknown.</summary>
    [JsonInclude]
    public int Status { get; private init; }

    /// <summary>How many steps were done before.</summary>
    [JsonInclude]
    public int Steps { get; private init; }
}
