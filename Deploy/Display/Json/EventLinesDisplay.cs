using E3.Deploy.Display.Progress;
using E3.Deploy.Display.Resources;
using E3.Engine.Events;

namespace E3.Deploy.Display.Json;

/// <summary>Every event as a line of JSON while the operation runs, as the official command does for <c>up --json</c>.</summary>
internal sealed class EventLinesDisplay(TextWriter output, OperationView view, TimeProvider clock) : IOperationDisplay
{
    private readonly Lock _lock = new();
    private int _sequence;

    public OperationView View { get; } = view;

    public void Publish(EngineEvent engineEvent)
    {
        lock (_lock)
        {
            View.Take(engineEvent);
            if (EngineEventJson.Write(engineEvent, _sequence, clock.GetUtcNow()) is { } line)
            {
                _sequence++;
                output.WriteLine(line);
            }
        }
    }

    public void Dispose() => output.Flush();
}
