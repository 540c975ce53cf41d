using E3.Engine.Deployments;
using E3.Engine.State;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace E3.Engine.Protocol;

/// <summary>
/// The service a program registers its resources with
/// (<see href="https://github.com/pulumi/pulumi/blob/master/proto/pulumi/resource.proto"/>). A call goes on when the program that made it
/// has died: what is under way is finished.
/// </summary>
internal sealed class MonitorService : ResourceMonitor.ResourceMonitorBase, IDisposable
{
    /// <summary>What a call is refused with that comes after somebody has asked to stop.</summary>
    public const string BeingStopped = "the operation is being stopped";

    private static readonly Dictionary<string, ResourceMonitorFeature> Features = new(StringComparer.Ordinal)
    {
        ["secrets"] = ResourceMonitorFeature.Secrets,
        ["resourceReferences"] = ResourceMonitorFeature.ResourceReferences,
        ["outputValues"] = ResourceMonitorFeature.OutputValues,
        ["aliasSpecs"] = ResourceMonitorFeature.AliasSpecs,
        ["replacementTrigger"] = ResourceMonitorFeature.ReplacementTrigger,
        ["deletedWith"] = ResourceMonitorFeature.DeletedWith,
        ["replaceWith"] = ResourceMonitorFeature.ReplaceWith,
        ["transforms"] = ResourceMonitorFeature.Transforms,
        ["invokeTransforms"] = ResourceMonitorFeature.InvokeTransforms,
        ["resourceHooks"] = ResourceMonitorFeature.ResourceHooks,
        ["errorHooks"] = ResourceMonitorFeature.ErrorHooks,
        ["sendsOptionsToHooks"] = ResourceMonitorFeature.SendsOptionsToHooks,
    };

    private readonly Deployment _deployment;
    private readonly Registrar _registrar;
    private readonly Activity _activity;
    private readonly ProgramCallbacks _callbacks = new();
    private readonly ParentOptions _parents = new();
    private readonly CreationTracker _created = new();
    private readonly ResourceTransforms _transforms;
    private readonly HookCallbacks _hooks;
    private readonly Invocations _invocations;
    private readonly TaskCompletionSource _signalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public MonitorService(Deployment deployment, Registrar registrar, Activity activity)
    {
        (_deployment, _registrar, _activity) = (deployment, registrar, activity);
        _transforms = new ResourceTransforms(_callbacks, deployment, _parents);
        _hooks = new HookCallbacks(_callbacks, deployment);
        _invocations = new Invocations(deployment, registrar, _parents, _callbacks, _created);
    }

    /// <summary>
    /// Done when the program has said that it is content and waits, because functions of it are to be called until the end. Without such
    /// functions it does not wait, and its exit code has the last word.
    /// </summary>
    public Task Signalled => _signalled.Task;

    /// <summary>Lets the program end.</summary>
    public void Release() => _released.TrySetResult();

    public void Dispose() => _callbacks.Dispose();

    public override Task<SupportsFeatureResponse> SupportsFeature(SupportsFeatureRequest request, ServerCallContext context) =>
        Task.FromResult(new SupportsFeatureResponse { HasSupport = Features.ContainsKey(request.Id) });

    public override Task<RegisterResourceResponse> RegisterResource(RegisterResourceRequest request, ServerCallContext context) => AnswerAsync(async () =>
    {
        Registration registration;
        try
        {
            registration = await _created.FollowAsync(request.Parent, request.Custom, () => RegisterAsync(request));
        }
        catch (EngineException error)
        {
            _deployment.Report.Error(null, error.Message);
            throw;
        }
        if (registration.Outcome != RegistrationOutcome.Success && !request.SupportsResultReporting)
            throw new EngineException($"{registration.Urn} could not be registered: see the messages above");
        return new RegisterResourceResponse
        {
            Urn = registration.Urn,
            Id = registration.Id == Signatures.Unknown ? "" : registration.Id,
            Object = WireProperties.Write(registration.Outputs, request.AcceptSecrets, request.AcceptResources),
            Result = registration.Outcome switch
            {
                RegistrationOutcome.Success => Result.Success,
                RegistrationOutcome.Failed => Result.Fail,
                _ => Result.Skip,
            },
        };
    });

    public override Task<Empty> RegisterResourceOutputs(RegisterResourceOutputsRequest request, ServerCallContext context) => AnswerAsync(async () =>
    {
        await _registrar.RegisterOutputsAsync(request.Urn, WireProperties.Read(request.Outputs));
        return new Empty();
    });

    public override Task<ReadResourceResponse> ReadResource(ReadResourceRequest request, ServerCallContext context) => AnswerAsync(async () =>
    {
        if (request.PackageRef.Length > 0)
            throw Missing("parameterized packages");
        WireGoal.CheckType(request.Type);
        if (request.Id.Length == 0)
            throw new EngineException($"an id is needed to read '{request.Name}' ({request.Type}), and the program gave none");
        var registration = await _created.FollowAsync(request.Parent, custom: true, () => _registrar.ReadAsync(
            new Goal
            {
                Type = request.Type,
                Name = request.Name,
                Custom = true,
                Parent = request.Parent,
                Inputs = WireProperties.Read(request.Properties),
                Dependencies = [.. request.Dependencies.Distinct()],
                Provider = _parents.ProviderFor(request.Provider, new Dictionary<string, string>(), request.Parent, request.Type.Split(':')[0]),
                Version = request.Version,
                PluginDownloadUrl = request.PluginDownloadURL,
                AdditionalSecretOutputs = [.. request.AdditionalSecretOutputs],
            },
            Signatures.IsUnknown(request.Id) ? null : request.Id));
        return new ReadResourceResponse
        {
            Urn = registration.Urn,
            Properties = WireProperties.Write(registration.Outputs, request.AcceptSecrets, request.AcceptResources),
        };
    });

    public override Task<ResourceInvokeResponse> Invoke(ResourceInvokeRequest request, ServerCallContext context) => AnswerAsync(async () =>
    {
        if (request.PackageRef.Length > 0)
            throw Missing("parameterized packages");
        return await _invocations.InvokeAsync(request);
    });

    public override Task<DeploymentInfo> GetDeploymentInfo(Empty request, ServerCallContext context)
    {
        var info = new DeploymentInfo
        {
            Project = _deployment.Stack.Project,
            Stack = _deployment.Stack.Stack,
            Organization = "organization",
            DryRun = _deployment.DryRun,
            Parallel = _deployment.Request.Parallel,
            SupportedFeatures = { Features.Values, ResourceMonitorFeature.InvokeDependsOn, ResourceMonitorFeature.InvokeParent },
        };
        foreach (var (key, value) in _deployment.Request.Config)
        {
            info.Config[key] = value.Value;
            if (value.Secret)
                info.ConfigSecretKeys.Add(key);
        }
        return Task.FromResult(info);
    }

    // Deletes wait for the program's exit code, until which it has not said that it is content; except when they may call back into it.
    public override async Task<Empty> SignalAndWaitForShutdown(Empty request, ServerCallContext context)
    {
        if (_deployment.Hooks.HasHooks)
        {
            _signalled.TrySetResult();
            await _released.Task.WaitAsync(context.CancellationToken);
        }
        return new Empty();
    }

    public override Task<CallResponse> Call(ResourceCallRequest request, ServerCallContext context) => throw Missing("methods of remote components");

    public override Task<Empty> RegisterStackTransform(Callback request, ServerCallContext context) => AnswerAsync(() =>
    {
        _transforms.Add(request);
        return Task.FromResult(new Empty());
    });

    public override Task<Empty> RegisterStackInvokeTransform(Callback request, ServerCallContext context) => AnswerAsync(() =>
    {
        _invocations.AddTransform(request);
        return Task.FromResult(new Empty());
    });

    public override Task<Empty> RegisterResourceHook(RegisterResourceHookRequest request, ServerCallContext context) => AnswerAsync(() =>
    {
        _hooks.Register(request);
        return Task.FromResult(new Empty());
    });

    public override Task<Empty> RegisterErrorHook(RegisterErrorHookRequest request, ServerCallContext context) => AnswerAsync(() =>
    {
        _hooks.Register(request);
        return Task.FromResult(new Empty());
    });

    public override Task<RegisterPackageResponse> RegisterPackage(RegisterPackageRequest request, ServerCallContext context) =>
        throw Missing("parameterized packages");

    internal static RpcException Missing(string feature) =>
        new(new Status(StatusCode.Unimplemented, $"the embedded engine does not have {feature}: run this stack with the official pulumi"));

    private async Task<Registration> RegisterAsync(RegisterResourceRequest request)
    {
        WireGoal.Refuse(request);
        Callback[] own = [.. request.Transforms];
        _parents.Inherit(request);
        if (request.Custom)
            request.Provider = _parents.ProviderFor(request.Provider, request.Providers, request.Parent, request.Type.Split(':')[0]);
        request = await _transforms.ApplyAsync(request);
        _parents.InheritProviders(request);
        var registration = await _registrar.RegisterAsync(WireGoal.Read(request));
        _parents.Remember(registration.Urn, request, own);
        return registration;
    }

    private async Task<T> AnswerAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await _activity.RunAsync(call);
        }
        catch (OperationCanceledException)
        {
            throw new RpcException(new Status(StatusCode.Cancelled, BeingStopped));
        }
        catch (Exception error) when (error is not RpcException)
        {
            throw new RpcException(new Status(StatusCode.Unknown, _deployment.Report.Mask.Mask(FailureText.Of(error))));
        }
    }
}
