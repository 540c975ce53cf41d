using System.Collections.Concurrent;
using E3.Engine.Properties;
using E3.Engine.Protocol;
using Google.Protobuf;
using Grpc.Core;
using Pulumirpc;

namespace E3.Engine.Tests.Support;

/// <summary>Functions of a test's program that the engine calls back over a real socket: transforms and hooks.</summary>
internal sealed class ProgramFunctions : Pulumirpc.Callbacks.CallbacksBase, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Func<ByteString, IMessage>> _functions = new();
    private LoopbackService? _server;

    /// <summary>What ran, in order.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    public static async Task<ProgramFunctions> StartAsync()
    {
        var functions = new ProgramFunctions();
        functions._server = await LoopbackService.StartAsync(functions);
        return functions;
    }

    public override Task<CallbackInvokeResponse> Invoke(CallbackInvokeRequest request, ServerCallContext context) =>
        Task.FromResult(new CallbackInvokeResponse { Response = _functions[request.Token](request.Request).ToByteString() });

    /// <summary>A function that changes a registration in place.</summary>
    public Callback Transform(Action<TransformRequest> change) => Add(bytes =>
    {
        var request = TransformRequest.Parser.ParseFrom(bytes);
        change(request);
        return new TransformResponse { Properties = request.Properties, Options = request.Options };
    });

    /// <summary>A function that changes a call in place.</summary>
    public Callback InvokeTransform(Action<TransformInvokeRequest> change) => Add(bytes =>
    {
        var request = TransformInvokeRequest.Parser.ParseFrom(bytes);
        change(request);
        return new TransformInvokeResponse { Args = request.Args, Options = request.Options };
    });

    /// <summary>A hook that says what went wrong, or "".</summary>
    public Callback Hook(Func<ResourceHookRequest, string> hook) => Add(bytes =>
    {
        var request = ResourceHookRequest.Parser.ParseFrom(bytes);
        return new ResourceHookResponse { Error = hook(request) };
    });

    /// <summary>An error hook that says whether to try again.</summary>
    public Callback ErrorHook(Func<ErrorHookRequest, bool> hook) => Add(bytes => new ErrorHookResponse { Retry = hook(ErrorHookRequest.Parser.ParseFrom(bytes)) });

    public string[] TakeLog()
    {
        var log = Log.ToArray();
        Log.Clear();
        return log;
    }

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    public static PropertyMap Read(Google.Protobuf.WellKnownTypes.Struct? wire) => WireProperties.Read(wire);

    private Callback Add(Func<ByteString, IMessage> function)
    {
        var token = Guid.NewGuid().ToString();
        _functions[token] = function;
        return new Callback { Target = _server!.Address, Token = token };
    }
}
