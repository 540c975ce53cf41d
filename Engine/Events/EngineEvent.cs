using E3.Engine.Properties;

namespace E3.Engine.Events;

/// <summary>
/// Something the engine tells whoever watches, named and shaped as Pulumi's engine events
/// (<see href="https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/events.go"/>). Secrets in it are masked already.
/// </summary>
public abstract record EngineEvent
{
    private protected EngineEvent() { }
}

/// <summary>The operation begins; secrets of the configuration are masked.</summary>
public sealed record PreludeEvent(IReadOnlyDictionary<string, string> Config) : EngineEvent;

/// <summary>The operation was asked to stop and finishes what is under way; sent once. Pulumi's stream has no such event.</summary>
public sealed record StoppingEvent : EngineEvent;

/// <summary>The last event of every operation, however it ended: who reads a stream may stop here.</summary>
public sealed record CancelEvent : EngineEvent;

/// <summary>A line the program wrote to its standard output.</summary>
public sealed record StdoutEngineEvent(string Message) : EngineEvent;

/// <summary>
/// A message. <paramref name="Urn"/> is the resource it concerns, or null. <paramref name="Severity"/> is <c>debug</c>, <c>info</c>,
/// <c>info#err</c> (a line of the program's standard error), <c>warning</c> or <c>error</c>. An ephemeral one is progress, shown only while it lasts.
/// </summary>
public sealed record DiagnosticEvent(string? Urn, string Message, string Severity, int StreamId = 0, bool Ephemeral = false) : EngineEvent;

/// <summary>Work on a resource begins.</summary>
public sealed record ResourcePreEvent(StepEventMetadata Metadata, bool Planning) : EngineEvent;

/// <summary>Work on a resource is done, or a component or stack has outputs.</summary>
public sealed record ResOutputsEvent(StepEventMetadata Metadata, bool Planning) : EngineEvent;

/// <summary>Work on a resource failed; a diagnostic says why.</summary>
public sealed record ResOpFailedEvent(StepEventMetadata Metadata, int Status, int Steps) : EngineEvent;

/// <summary>The operation is over. <paramref name="Result"/> is <c>succeeded</c>, <c>failed</c> or <c>canceled</c>.</summary>
public sealed record SummaryEvent(
    bool MaybeCorrupt, TimeSpan Duration, IReadOnlyDictionary<string, int> ResourceChanges, bool IsPreview, string Result) : EngineEvent;

/// <summary>
/// What is done to one resource. <paramref name="Op"/>: <c>same create update delete replace create-replacement delete-replaced read
/// refresh import import-replacement read-replacement discard remove-pending-replace</c>. <paramref name="Keys"/> are the properties that make it a replacement,
/// <paramref name="Diffs"/> the top-level properties that differ, <paramref name="DetailedDiff"/> every difference by property path.
/// A step that is not logical is part of another (the create and the delete of a replacement).
/// </summary>
public sealed record StepEventMetadata(
    string Op,
    string Urn,
    string Type,
    StepEventStateMetadata? Old,
    StepEventStateMetadata? New,
    IReadOnlyList<string> Keys,
    IReadOnlyList<string> Diffs,
    IReadOnlyDictionary<string, EventPropertyDiff>? DetailedDiff,
    bool Logical,
    string Provider);

/// <summary><paramref name="Kind"/>: <c>add add-replace delete delete-replace update update-replace</c>; whether inputs (not outputs) differ.</summary>
public sealed record EventPropertyDiff(string Kind, bool InputDiff);

/// <summary>A resource before or after a step; every secret in it reads <c>[secret]</c>.</summary>
public sealed record StepEventStateMetadata(
    string Type,
    string Urn,
    bool Custom,
    bool Delete,
    string Id,
    string Parent,
    bool Protect,
    bool External,
    bool RetainOnDelete,
    PropertyMap Inputs,
    PropertyMap Outputs,
    string Provider,
    IReadOnlyList<string> InitErrors)
{
    /// <summary>Property paths whose changes are not to be shown.</summary>
    public IReadOnlyList<string> HideDiffs { get; init; } = [];
}
