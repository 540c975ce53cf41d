namespace E3.Engine.Events;

/// <summary>Takes what the engine tells. Called from many threads, never twice at a time; must return quickly.</summary>
public interface IEngineEvents
{
    /// <summary>Takes one event.</summary>
    void Publish(EngineEvent engineEvent);
}
