using Microsoft.Extensions.Logging;
using Pulumirpc;

namespace Pulumi;

/// <summary>Log lines on their way to the engine: in the order they were written, without anybody waiting for them.</summary>
internal sealed class EngineLog(Engine.EngineClient engine, InFlight inFlight, ILogger? copy = null)
{
    private readonly Lock _lock = new();
    private Task _last = Task.CompletedTask;
    private volatile bool _hasErrors;

    /// <summary>Whether an error was logged, which fails the program even if it ends well.</summary>
    public bool HasErrors => _hasErrors;

    public Task WriteAsync(LogSeverity severity, string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null)
    {
        _hasErrors |= severity == LogSeverity.Error;
        copy?.Log(LevelOf(severity), default, message, exception: null, static (line, _) => line);
        var request = new LogRequest
        {
            Severity = severity,
            Message = message,
            StreamId = streamId ?? 0,
            Ephemeral = ephemeral ?? false,
        };
        var sent = resource is null || resource.Urn.DataTask.IsCompleted
            ? SendInTurnAsync(request, resource)
            : SendOnceNamedAsync(request, resource);
        inFlight.Add(sent);
        return sent;
    }

    private static LogLevel LevelOf(LogSeverity severity) => severity switch
    {
        LogSeverity.Error => LogLevel.Error,
        LogSeverity.Warning => LogLevel.Warning,
        LogSeverity.Info => LogLevel.Information,
        _ => LogLevel.Debug,
    };

    // Only this line waits for the engine to name the resource; those behind it may be about why it does not.
    private async Task SendOnceNamedAsync(LogRequest request, Resource resource)
    {
        await Task.WhenAny(resource.Urn.DataTask);
        await SendInTurnAsync(request, resource);
    }

    private Task SendInTurnAsync(LogRequest request, Resource? resource)
    {
        lock (_lock)
        {
            return _last = SendAsync(_last, request, resource);
        }
    }

    private async Task SendAsync(Task before, LogRequest request, Resource? resource)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            // A resource that failed has no URN; the line is still worth showing.
            request.Urn = resource is { Urn.DataTask.IsCompletedSuccessfully: true } ? await resource.Urn.ValueOrAsync("") ?? "" : "";
            await engine.LogAsync(request);
        }
        catch (Exception failure)
        {
            throw new LogException(failure);
        }
    }
}
