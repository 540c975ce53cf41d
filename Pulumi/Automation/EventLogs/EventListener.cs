using System.Runtime.ExceptionServices;
using System.Text.Json;
using Pulumi.Automation.Events;
using Pulumi.Automation.Wire;

namespace Pulumi.Automation.EventLogs;

/// <summary>Gives events to whoever listens; one at a time, in their order, until one of them is too much.</summary>
internal sealed class EventListener(Action<EngineEvent> onEvent)
{
    private readonly Lock _lock = new();
    private ExceptionDispatchInfo? _failure;

    /// <param name="json">An event as the command writes it; blank = none.</param>
    public void Hear(string json)
    {
        lock (_lock)
        {
            if (_failure is not null || string.IsNullOrWhiteSpace(json))
            {
                return;
            }

            try
            {
                onEvent(Parse(json));
            }
            catch (Exception failure)
            {
                // The command must not fail for what its listener does: the caller hears of it when the command is done.
                _failure = ExceptionDispatchInfo.Capture(failure);
            }
        }
    }

    /// <summary>Throws what the listener threw.</summary>
    public void ThrowIfFailed()
    {
        lock (_lock)
        {
            _failure?.Throw();
        }
    }

    private static EngineEvent Parse(string json)
    {
        try
        {
            return WireJson.Read<EngineEvent>(json);
        }
        catch (JsonException wrong)
        {
            throw new InvalidOperationException($"The command wrote an event that cannot be read: {wrong.Message}", wrong);
        }
    }
}
