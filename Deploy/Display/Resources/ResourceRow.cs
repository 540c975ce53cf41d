using E3.Engine.Events;

namespace E3.Deploy.Display.Resources;

/// <summary>What is known of one resource in a running operation.</summary>
internal sealed class ResourceRow(string urn)
{
    private readonly List<StepEventMetadata> _steps = [];

    public string Urn { get; } = urn;

    public UrnParts Parts { get; } = UrnParts.Of(urn);

    public string? Parent { get; private set; }

    public long Started { get; private set; }

    public TimeSpan? Took { get; private set; }

    /// <summary>When the step under way, or the last one, began: a replacement has several.</summary>
    public long StepStarted { get; private set; }

    public TimeSpan? StepTook { get; private set; }

    public bool Failed { get; private set; }

    /// <summary>Work on it began and has not ended.</summary>
    public bool Running { get; private set; }

    public int Errors { get; private set; }

    public int Warnings { get; private set; }

    public int Messages { get; private set; }

    /// <summary>The latest progress line of what is being done.</summary>
    public string? Progress { get; private set; }

    /// <summary>The steps seen, as planned or as done.</summary>
    public IReadOnlyList<StepEventMetadata> Steps => _steps;

    /// <summary>The step a person is shown: the replacement as a whole rather than its parts.</summary>
    public StepEventMetadata? Step => _steps.FirstOrDefault(step => step.Op == "replace") ?? _steps.LastOrDefault();

    /// <summary>What is done to the resource as a whole.</summary>
    public string Op => _steps.Any(step => StepOps.IsReplacement(step.Op)) ? "replace" : Step?.Op ?? "same";

    /// <summary>The same, and of a resource that was refreshed what became of it since: <c>same</c>, <c>update</c> or <c>delete</c>.</summary>
    public string Outcome => (Op, Step) switch
    {
        ("refresh", { New: null }) => "delete",
        ("refresh", { } step) => step.Diffs.Count > 0 ? "update" : "same",
        var (op, _) => op,
    };

    /// <summary>Whether a provider manages it; false for a component.</summary>
    public bool IsCustom => (Step?.New ?? Step?.Old)?.Custom ?? true;

    /// <summary>The part of it under way.</summary>
    public string CurrentOp => _steps.Count > 0 ? _steps[^1].Op : "same";

    public bool HasMessages => Errors + Warnings + Messages > 0;

    public void Begin(StepEventMetadata step, long now)
    {
        Started = _steps.Count == 0 ? now : Started;
        Parent ??= (step.New?.Parent ?? step.Old?.Parent) is { Length: > 0 } parent ? parent : null;
        _steps.Add(step);
        StepStarted = now;
        StepTook = null;
        Took = null;
        Running = !StepOps.IsSame(step.Op);
    }

    public void End(StepEventMetadata step, TimeSpan took, TimeSpan stepTook)
    {
        // A refresh learns only now what it found, and a component's outputs come after the fact.
        var index = _steps.FindIndex(before => before.Op == step.Op || before.Op == "refresh");
        if (index >= 0)
        {
            _steps[index] = step with { Old = step.Old ?? _steps[index].Old };
        }
        else if (_steps.Count > 0)
        {
            _steps[^1] = _steps[^1] with { New = step.New };
        }
        else
        {
            _steps.Add(step);
        }

        Running = false;
        Progress = null;
        Took = took;
        StepTook = stepTook;
    }

    public void Fail(TimeSpan took, TimeSpan stepTook)
    {
        Failed = true;
        Running = false;
        Progress = null;
        Took = took;
        StepTook = stepTook;
    }

    public void Tell(DiagnosticEvent message)
    {
        if (message.Ephemeral)
        {
            Progress = Running ? message.Message.TrimEnd() : Progress;
            return;
        }

        switch (message.Severity)
        {
            case "error":
                Errors++;
                break;
            case "warning":
                Warnings++;
                break;
            case "info" or "info#err":
                Messages++;
                break;
        }
    }
}
