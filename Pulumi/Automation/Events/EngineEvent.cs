using System.Text.Json.Serialization;

namespace Pulumi.Automation.Events;

/// <summary>
/// Something that happened in an operation (<see href="https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/events.go"/>).
/// One of the properties with an event is set; none where a newer engine tells of something that is not known here.
/// </summary>
public class EngineEvent
{
    [JsonConstructor]
    internal EngineEvent()
    {
    }

    /// <summary>Which event of the operation this is, from 0.</summary>
    [JsonInclude]
    public int Sequence { get; private init; }

    /// <summary>When it happened, in seconds since 1970.</summary>
    [JsonInclude]
    public int Timestamp { get; private init; }

    /// <summary>The operation is being stopped, or is over.</summary>
    [JsonInclude]
    public CancelEvent? CancelEvent { get; private init; }

    /// <summary>The command wrote something.</summary>
    [JsonInclude]
    [JsonPropertyName("stdoutEvent")]
    public StandardOutputEngineEvent? StandardOutputEvent { get; private init; }

    /// <summary>A message.</summary>
    [JsonInclude]
    public DiagnosticEvent? DiagnosticEvent { get; private init; }

    /// <summary>The operation begins.</summary>
    [JsonInclude]
    public PreludeEvent? PreludeEvent { get; private init; }

    /// <summary>The operation is over.</summary>
    [JsonInclude]
    public SummaryEvent? SummaryEvent { get; private init; }

    /// <summary>Work on a resource begins.</summary>
    [JsonInclude]
    public ResourcePreEvent? ResourcePreEvent { get; private init; }

    /// <summary>Work on a resource is done.</summary>
    [JsonInclude]
    [JsonPropertyName("resOutputsEvent")]
    public ResourceOutputsEvent? ResourceOutputsEvent { get; private init; }

    /// <summary>Work on a resource failed.</summary>
    [JsonInclude]
    [JsonPropertyName("resOpFailedEvent")]
    public ResourceOperationFailedEvent? ResourceOperationFailedEvent { get; private init; }

    /// <summary>A policy was broken.</summary>
    [JsonInclude]
    public PolicyEvent? PolicyEvent { get; private init; }
}
