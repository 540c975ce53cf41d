using E3.Engine.Deployments;
using E3.Engine.Events;

namespace E3.Engine.Plans;

/// <summary>Hands on what went wrong in a trial run and nothing else: what goes right comes again when it is done.</summary>
internal sealed class ErrorsOnly(EventReporter report) : IEngineEvents
{
    public void Publish(EngineEvent engineEvent)
    {
        if (engineEvent is DiagnosticEvent { Severity: "error" } error)
            report.Error(error.Urn, error.Message);
    }
}
