using System.Threading.Channels;
using E3.Deploy.CommandLine;
using E3.Deploy.Display.Json;
using E3.Engine.Events;
using Grpc.Core;

namespace E3.Deploy.EventLogs;

/// <summary>
/// Sends every engine event to whoever started the command (<c>--event-log</c>): to a file as lines of JSON, or to a gRPC service
/// (<c>tcp://host:port</c>). All of it has arrived when the log is disposed of.
/// </summary>
internal sealed class EventLog : IEngineEvents, IAsyncDisposable
{
    private readonly Channel<string> _queue = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
    private readonly string _target;
    private readonly TimeProvider _clock;
    private readonly Task _writing;
    private int _sequence;

    private EventLog(string target, TimeProvider clock, IEventReceiver receiver)
    {
        (_target, _clock) = (target, clock);
        _writing = Task.Run(() => WriteAllAsync(receiver));
    }

    public static EventLog Open(string target, TimeProvider clock, CancellationToken cancel) => new(
        target, clock, Uri.TryCreate(target, UriKind.Absolute, out var address) && address.Scheme == "tcp"
            ? new StreamedEvents(address, cancel)
            : new EventFile(Path.GetFullPath(target)));

    public void Publish(EngineEvent engineEvent)
    {
        if (EngineEventJson.Write(engineEvent, _sequence, _clock.GetUtcNow()) is { } line)
        {
            _sequence++;
            _queue.Writer.TryWrite(line);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        try
        {
            await _writing;
        }
        catch (Exception failure) when (failure is RpcException or IOException or UnauthorizedAccessException)
        {
            var reason = failure is RpcException { Status.Detail: var detail } ? detail : failure.Message;
            throw new CommandException($"--event-log: {_target} did not take the events: {reason}", inner: failure);
        }
    }

    private async Task WriteAllAsync(IEventReceiver receiver)
    {
        await using (receiver)
        {
            await foreach (var line in _queue.Reader.ReadAllAsync())
            {
                await receiver.WriteAsync(line);
            }

            await receiver.FinishAsync();
        }
    }
}

/// <summary>Where a log's events go, one after the other.</summary>
internal interface IEventReceiver : IAsyncDisposable
{
    Task WriteAsync(string json);

    /// <summary>Waits until the other side has everything.</summary>
    Task FinishAsync();
}
