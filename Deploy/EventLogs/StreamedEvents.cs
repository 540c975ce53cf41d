using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Pulumirpc;

namespace E3.Deploy.EventLogs;

/// <summary>Events to a gRPC service of the caller's (<see href="https://github.com/pulumi/pulumi/blob/master/proto/pulumi/events.proto"/>).</summary>
internal sealed class StreamedEvents : IEventReceiver
{
    private readonly GrpcChannel _channel;
    private readonly AsyncClientStreamingCall<EventRequest, Empty> _call;

    public StreamedEvents(Uri address, CancellationToken cancel)
    {
        _channel = GrpcChannel.ForAddress(new UriBuilder(address) { Scheme = Uri.UriSchemeHttp }.Uri);
        _call = new Events.EventsClient(_channel).StreamEvents(cancellationToken: cancel);
    }

    public Task WriteAsync(string json) => _call.RequestStream.WriteAsync(new EventRequest { Event = json });

    public async Task FinishAsync()
    {
        await _call.RequestStream.CompleteAsync();
        await _call.ResponseAsync;
    }

    public ValueTask DisposeAsync()
    {
        _call.Dispose();
        _channel.Dispose();
        return ValueTask.CompletedTask;
    }
}
