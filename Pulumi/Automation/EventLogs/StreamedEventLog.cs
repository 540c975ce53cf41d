using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumi.Automation.Wire;
using Pulumirpc;

namespace Pulumi.Automation.EventLogs;

/// <summary>A socket that the command sends events to as they happen.</summary>
internal sealed class StreamedEventLog : IEventLog
{
    private readonly LoopbackServer _server;
    private readonly Service _service;

    private StreamedEventLog(LoopbackServer server, Service service) => (_server, _service) = (server, service);

    public string Address => $"tcp://localhost:{_server.Port}";

    public static async Task<StreamedEventLog> OpenAsync(EventListener listener, CancellationToken cancellation)
    {
        var service = new Service(listener);
        return new(await LoopbackServer.StartAsync(service, cancellation), service);
    }

    public Task CompleteAsync() => _service.IdleAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    internal sealed class Service(EventListener listener) : Pulumirpc.Events.EventsBase
    {
        private readonly Lock _lock = new();
        private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _streams;
        private bool _isClosing;

        public override async Task<Empty> StreamEvents(IAsyncStreamReader<EventRequest> requestStream, ServerCallContext context)
        {
            lock (_lock)
            {
                _streams++;
            }

            try
            {
                while (await requestStream.MoveNext(context.CancellationToken))
                {
                    listener.Hear(requestStream.Current.Event);
                }
            }
            catch (Exception gone) when (context.CancellationToken.IsCancellationRequested || gone is IOException)
            {
                // A command that was killed closes nothing. What it sent is heard; its exit code says the rest.
            }
            finally
            {
                lock (_lock)
                {
                    _streams--;
                    CompleteIfIdle();
                }
            }

            return new Empty();
        }

        /// <summary>Comes back when no stream is open. The command has ended: none is opened any more, and those that are end by themselves.</summary>
        public Task IdleAsync()
        {
            lock (_lock)
            {
                _isClosing = true;
                CompleteIfIdle();
            }

            return _idle.Task;
        }

        private void CompleteIfIdle()
        {
            if (_isClosing && _streams == 0)
            {
                _idle.TrySetResult();
            }
        }
    }
}
