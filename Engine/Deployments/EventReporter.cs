using E3.Engine.Events;
using E3.Engine.Secrets;

namespace E3.Engine.Deployments;

/// <summary>Tells what happens, one event at a time and without secrets, and counts it.</summary>
internal sealed class EventReporter(IEngineEvents sink, SecretMask mask, bool planning)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, int> _changes = new(StringComparer.Ordinal);

    /// <summary>True once an error was told: the operation has failed, whatever else it does.</summary>
    public bool HasErrors { get; private set; }

    public SecretMask Mask => mask;

    public IReadOnlyDictionary<string, int> Changes
    {
        get
        {
            lock (_lock)
                return new SortedDictionary<string, int>(_changes, StringComparer.Ordinal);
        }
    }

    public void Publish(EngineEvent engineEvent)
    {
        lock (_lock)
            sink.Publish(engineEvent);
    }

    /// <summary>Asked before each step is told; throws for one that must not be done.</summary>
    public Action<Step>? Gate { get; set; }

    public void Begin(Step step)
    {
        Gate?.Invoke(step);
        Publish(new ResourcePreEvent(step.Describe(), planning));
    }

    public void Done(Step step)
    {
        var done = new ResOutputsEvent(step.Describe(), planning);
        lock (_lock)
        {
            if (step.CountsAs is { } op)
                _changes[op] = _changes.GetValueOrDefault(op) + 1;
            sink.Publish(done);
        }
    }

    /// <summary>A step that is over as soon as it begins.</summary>
    public void At(Step step)
    {
        Begin(step);
        Done(step);
    }

    public void Failed(Step step) => Publish(new ResOpFailedEvent(step.Describe(), Status: 0, Steps: 1));

    public void Outputs(Step step) => Publish(new ResOutputsEvent(step.Describe(), planning));

    public void Error(string? urn, string message)
    {
        HasErrors = true;
        Publish(new DiagnosticEvent(urn, mask.Mask(message), "error"));
    }

    public void Warning(string? urn, string message) => Publish(new DiagnosticEvent(urn, mask.Mask(message), "warning"));

    public void Info(string? urn, string message) => Publish(new DiagnosticEvent(urn, mask.Mask(message), "info"));

    /// <summary>A line that is of interest only while the resource is worked on.</summary>
    public IProgress<string> Progress(string urn) => new Lines(this, urn);

    // Progress<T> would hand lines to the thread pool, where they lose their order.
    private sealed class Lines(EventReporter reporter, string urn) : IProgress<string>
    {
        public void Report(string value) => reporter.Publish(new DiagnosticEvent(urn, reporter.Mask.Mask(value), "info", Ephemeral: true));
    }
}
