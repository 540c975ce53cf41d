using Google.Protobuf;
using Grpc.Core;
using GrpcOptions = Grpc.Core.CallOptions;

namespace Pulumi.Testing;

/// <summary>Answers the calls of a gRPC client within the process.</summary>
/// <param name="answer">From a request to its response; every method has a request of its own.</param>
internal sealed class InProcessCalls(Func<object, Task<IMessage>> answer) : CallInvoker
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, GrpcOptions options, TRequest request)
    {
        return new(AnswerAsync(), Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });

        async Task<TResponse> AnswerAsync() => (TResponse)(object)await answer(request);
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, GrpcOptions options, TRequest request) => throw Refused(method.Name);

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, GrpcOptions options, TRequest request) => throw Refused(method.Name);

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, GrpcOptions options) => throw Refused(method.Name);

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, GrpcOptions options) => throw Refused(method.Name);

    private static NotSupportedException Refused(string method) => new($"Only asynchronous calls are answered, not {method}.");
}
