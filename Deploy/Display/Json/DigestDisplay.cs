using E3.Deploy.Display.Progress;
using E3.Deploy.Display.Resources;
using E3.Engine.Events;

namespace E3.Deploy.Display.Json;

/// <summary>Says nothing while the operation runs and one JSON document when it is over.</summary>
internal sealed class DigestDisplay(TextWriter output, OperationView view) : IOperationDisplay
{
    private readonly Lock _lock = new();

    public OperationView View { get; } = view;

    public void Publish(EngineEvent engineEvent)
    {
        lock (_lock)
        {
            View.Take(engineEvent);
        }
    }

    public void Dispose() => output.WriteLine(Digest.Write(View));
}
