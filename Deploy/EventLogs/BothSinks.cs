using E3.Engine.Events;

namespace E3.Deploy.EventLogs;

/// <summary>Tells two what happens.</summary>
internal sealed class BothSinks(IEngineEvents first, IEngineEvents second) : IEngineEvents
{
    public void Publish(EngineEvent engineEvent)
    {
        first.Publish(engineEvent);
        second.Publish(engineEvent);
    }
}
