using System.Buffers;
using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Pulumi.Serialization;

/// <summary>
/// Parses messages that are nested more deeply than Google.Protobuf does unasked: a hundred levels are 33 objects inside each other, as
/// each takes three (https://github.com/pulumi/pulumi-dotnet/issues/322).
/// </summary>
internal static class DeepMessages
{
    // 500 objects: more would be a cycle, and the stack of a thread has room for these.
    private const int Levels = 1500;

    public static T Parse<T>(ByteString bytes) where T : IMessage, new() => Merge(new T(), bytes.ToByteArray());

    public static CallInvoker Over(ChannelBase channel) => channel.CreateCallInvoker().Intercept(new Answers());

    private static T Merge<T>(T message, byte[] bytes) where T : IMessage
    {
        using var stream = new MemoryStream(bytes, writable: false);
        using var input = CodedInputStream.CreateWithLimits(stream, int.MaxValue, Levels);
        message.MergeFrom(input);
        return message;
    }

    private sealed class Answers : Interceptor
    {
        private readonly ConcurrentDictionary<IMethod, IMethod> _deep = new();

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            var method = (Method<TRequest, TResponse>)_deep.GetOrAdd(context.Method, _ => Deep(context.Method));
            return continuation(request, new(method, context.Host, context.Options));
        }

        private static Method<TRequest, TResponse> Deep<TRequest, TResponse>(Method<TRequest, TResponse> method)
            where TRequest : class
            where TResponse : class
            => new(
                method.Type,
                method.ServiceName,
                method.Name,
                method.RequestMarshaller,
                new(
                    method.ResponseMarshaller.ContextualSerializer,
                    context => (TResponse)Merge((IMessage)Activator.CreateInstance<TResponse>(), context.PayloadAsReadOnlySequence().ToArray())));
    }
}
