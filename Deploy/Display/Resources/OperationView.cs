using E3.Engine;
using E3.Engine.Events;

namespace E3.Deploy.Display.Resources;

/// <summary>An operation as its events tell it: the resources in the order they appeared, what was said about each, the end.</summary>
internal sealed class OperationView(OperationKind kind, string project, string stack, TimeProvider clock, bool preview = false)
{
    private readonly Dictionary<string, ResourceRow> _rows = new(StringComparer.Ordinal);
    private readonly List<ResourceRow> _order = [];
    private readonly List<DiagnosticEvent> _diagnostics = [];
    private readonly long _began = clock.GetTimestamp();

    public OperationKind Kind { get; } = kind;

    public string Project { get; } = project;

    public string Stack { get; } = stack;

    public bool IsPreview { get; } = preview || kind is OperationKind.Preview;

    /// <summary>Whether the resources are read before the operation itself begins.</summary>
    public bool RefreshesFirst { get; init; }

    public string StackUrn { get; } = $"urn:pulumi:{stack}::{project}::{UrnParts.StackType}::{project}-{stack}";

    public IReadOnlyList<ResourceRow> Rows => _order;

    /// <summary>Everything said that lasts: no progress lines, no debug lines.</summary>
    public IReadOnlyList<DiagnosticEvent> Diagnostics => _diagnostics;

    public IReadOnlyDictionary<string, string> Config { get; private set; } = new Dictionary<string, string>();

    public SummaryEvent? Summary { get; private set; }

    public bool Stopping { get; private set; }

    public TimeSpan Elapsed => clock.GetElapsedTime(_began);

    /// <summary>The stack's own row, once it is registered.</summary>
    public ResourceRow? StackRow => _rows.GetValueOrDefault(StackUrn);

    /// <summary>How long a resource has been worked on.</summary>
    public TimeSpan ElapsedOf(ResourceRow row) => row.Took ?? clock.GetElapsedTime(row.Started);

    /// <summary>How long the step under way, or the last one, has taken.</summary>
    public TimeSpan ElapsedOfStep(ResourceRow row) => row.StepTook ?? clock.GetElapsedTime(row.StepStarted);

    /// <summary>Takes an event in; returns the row it is about, if it is about one.</summary>
    public ResourceRow? Take(EngineEvent engineEvent)
    {
        switch (engineEvent)
        {
            case PreludeEvent prelude:
                Config = prelude.Config;
                return null;
            case ResourcePreEvent { Metadata: var step }:
                var begun = Row(step.Urn);
                begun.Begin(step, clock.GetTimestamp());
                return begun;
            case ResOutputsEvent { Metadata: var step }:
                var ended = Row(step.Urn);
                ended.End(step, clock.GetElapsedTime(ended.Started), clock.GetElapsedTime(ended.StepStarted));
                return ended;
            case ResOpFailedEvent { Metadata: var step }:
                var failed = Row(step.Urn);
                failed.Fail(clock.GetElapsedTime(failed.Started), clock.GetElapsedTime(failed.StepStarted));
                return failed;
            case DiagnosticEvent message:
                return Tell(message);
            case StdoutEngineEvent line:
                return Tell(new DiagnosticEvent(null, line.Message, "info"));
            case SummaryEvent summary:
                Summary = summary;
                return null;
            case StoppingEvent:
                Stopping = true;
                return null;
            default:
                return null;
        }
    }

    private ResourceRow? Tell(DiagnosticEvent message)
    {
        if (message.Severity == "debug")
        {
            return null;
        }

        if (!message.Ephemeral)
        {
            _diagnostics.Add(message);
        }

        var row = Row(message.Urn is { Length: > 0 } urn ? urn : StackUrn);
        row.Tell(message);
        return row;
    }

    private ResourceRow Row(string urn)
    {
        if (!_rows.TryGetValue(urn, out var row))
        {
            row = new ResourceRow(urn);
            _rows.Add(urn, row);
            _order.Add(row);
        }

        return row;
    }
}
