using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pulumirpc;

namespace Pulumi.Tests.StandIn;

/// <summary>An engine that notes what it is asked and answers as told, on a real socket.</summary>
public sealed class StandInEngine : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StandInEngine(WebApplication app) => _app = app;

    public string Address { get; private set; } = "";

    public HashSet<string> Features { get; } =
    [
        "secrets", "resourceReferences", "outputValues", "aliasSpecs", "deletedWith", "replaceWith",
        "transforms", "invokeTransforms", "resourceHooks", "parameterization",
    ];

    public ConcurrentQueue<RegisterResourceRequest> Registered { get; } = [];

    public ConcurrentQueue<ReadResourceRequest> Reads { get; } = [];

    public ConcurrentQueue<ResourceInvokeRequest> Invokes { get; } = [];

    public ConcurrentQueue<RegisterResourceOutputsRequest> Outputs { get; } = [];

    public ConcurrentQueue<ResourceCallRequest> Calls { get; } = [];

    public ConcurrentQueue<Callback> InvokeTransforms { get; } = [];

    public ConcurrentQueue<RegisterResourceHookRequest> Hooks { get; } = [];

    public ConcurrentQueue<RegisterErrorHookRequest> ErrorHooks { get; } = [];

    public ConcurrentQueue<Pulumirpc.RegisterPackageRequest> Packages { get; } = [];

    public ConcurrentQueue<LogRequest> Logs { get; } = [];

    public int Shutdowns { get; set; }

    public bool IsPreview { get; set; }

    /// <summary>Changes the usual answer: the inputs as outputs, and an id unless this is a preview.</summary>
    public Func<RegisterResourceRequest, RegisterResourceResponse, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    public Func<ResourceInvokeRequest, ResourceInvokeResponse> AnswerInvoke { get; set; } = _ => new() { Return = new() };

    public Func<ResourceCallRequest, CallResponse> AnswerCall { get; set; } = _ => new() { Return = new() };

    /// <summary>What a read resource is like; as the program describes it unless told otherwise.</summary>
    public Func<ReadResourceRequest, Struct> AnswerRead { get; set; } = request => request.Properties;

    /// <summary>What keeps the program from running; null = nothing.</summary>
    public string? VersionComplaint { get; set; }

    /// <summary>Runs before the program is told that everything is done: the last moment to call it back.</summary>
    public Func<Task> BeforeShutdown { get; set; } = () => Task.CompletedTask;

    public IEnumerable<string> Errors => Logs.Where(log => log.Severity == LogSeverity.Error).Select(log => log.Message);

    public static async Task<StandInEngine> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        StandInEngine? engine = null;
        builder.Services.AddSingleton(_ => engine!);
        var app = builder.Build();
        engine = new(app);
        app.MapGrpcService<Monitor>();
        app.MapGrpcService<EngineSide>();
        await app.StartAsync();
        engine.Address = new Uri(app.Urls.Single()).Authority;
        return engine;
    }

    public RegisterResourceRequest Of(string name) => Registered.Single(request => request.Name == name);

    /// <summary>Runs a function of the program, as an engine does for transforms and hooks.</summary>
    public static async Task<TResponse> CallBackAsync<TResponse>(Callback callback, IMessage request)
        where TResponse : IMessage<TResponse>, new()
    {
        using var channel = GrpcChannel.ForAddress($"http://{callback.Target}");
        var answer = await new Callbacks.CallbacksClient(channel).InvokeAsync(new()
        {
            Token = callback.Token,
            Request = request.ToByteString(),
        });
        return new MessageParser<TResponse>(() => new()).ParseFrom(answer.Response);
    }

    public static string UrnOf(string type, string name) => $"urn:pulumi:dev::shop::{type}::{name}";

    public async ValueTask DisposeAsync()
    {
        // Nobody is to be waited for: a program may hold its call for ever.
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _app.DisposeAsync();
    }

    private sealed class Monitor(StandInEngine engine) : ResourceMonitor.ResourceMonitorBase
    {
        public override Task<SupportsFeatureResponse> SupportsFeature(SupportsFeatureRequest request, ServerCallContext context)
            => Task.FromResult(new SupportsFeatureResponse { HasSupport = engine.Features.Contains(request.Id) });

        public override async Task<RegisterResourceResponse> RegisterResource(
            RegisterResourceRequest request, ServerCallContext context)
        {
            engine.Registered.Enqueue(request);
            var response = new RegisterResourceResponse
            {
                Urn = UrnOf(request.Type, request.Name),
                Id = request.Custom && !engine.IsPreview ? $"{request.Name}-id" : "",
                Object = request.Object.Clone(),
            };
            await engine.Answer(request, response);
            return response;
        }

        public override Task<ReadResourceResponse> ReadResource(ReadResourceRequest request, ServerCallContext context)
        {
            engine.Reads.Enqueue(request);
            return Task.FromResult(new ReadResourceResponse
            {
                Urn = UrnOf(request.Type, request.Name),
                Properties = engine.AnswerRead(request),
            });
        }

        public override Task<CallResponse> Call(ResourceCallRequest request, ServerCallContext context)
        {
            engine.Calls.Enqueue(request);
            return Task.FromResult(engine.AnswerCall(request));
        }

        public override Task<Empty> RegisterStackInvokeTransform(Callback request, ServerCallContext context)
        {
            engine.InvokeTransforms.Enqueue(request);
            return Task.FromResult(new Empty());
        }

        public override Task<Empty> RegisterResourceHook(RegisterResourceHookRequest request, ServerCallContext context)
        {
            engine.Hooks.Enqueue(request);
            return Task.FromResult(new Empty());
        }

        public override Task<Empty> RegisterErrorHook(RegisterErrorHookRequest request, ServerCallContext context)
        {
            engine.ErrorHooks.Enqueue(request);
            return Task.FromResult(new Empty());
        }

        public override Task<RegisterPackageResponse> RegisterPackage(
            Pulumirpc.RegisterPackageRequest request, ServerCallContext context)
        {
            engine.Packages.Enqueue(request);
            return Task.FromResult(new RegisterPackageResponse { Ref = $"ref-of-{request.Parameterization?.Name}" });
        }

        public override Task<ResourceInvokeResponse> Invoke(ResourceInvokeRequest request, ServerCallContext context)
        {
            engine.Invokes.Enqueue(request);
            return Task.FromResult(engine.AnswerInvoke(request));
        }

        public override Task<Empty> RegisterResourceOutputs(RegisterResourceOutputsRequest request, ServerCallContext context)
        {
            engine.Outputs.Enqueue(request);
            return Task.FromResult(new Empty());
        }

        public override async Task<Empty> SignalAndWaitForShutdown(Empty request, ServerCallContext context)
        {
            engine.Shutdowns++;
            await engine.BeforeShutdown();
            return new Empty();
        }
    }

    private sealed class EngineSide(StandInEngine engine) : Engine.EngineBase
    {
        public override Task<Empty> Log(LogRequest request, ServerCallContext context)
        {
            engine.Logs.Enqueue(request);
            return Task.FromResult(new Empty());
        }

        public override Task<RequirePulumiVersionResponse> RequirePulumiVersion(
            RequirePulumiVersionRequest request, ServerCallContext context) => engine.VersionComplaint is { } complaint
            ? throw new RpcException(new Status(StatusCode.FailedPrecondition, complaint))
            : Task.FromResult(new RequirePulumiVersionResponse());
    }
}
