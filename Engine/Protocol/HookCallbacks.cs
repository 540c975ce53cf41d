using E3.Engine.Deployments;
using E3.Engine.Properties;
using E3.Engine.State;
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace E3.Engine.Protocol;

/// <summary>Hooks as the program registers them: the engine calls back with the resource before and after.</summary>
internal sealed class HookCallbacks(ProgramCallbacks callbacks, Deployment deployment)
{
    public void Register(RegisterResourceHookRequest request) =>
        deployment.Hooks.Register(request.Name, request.OnDryRun, request.IgnoreErrors, async call =>
        {
            var response = await callbacks.InvokeAsync(request.Callback, Request(call), ResourceHookResponse.Parser, deployment.Abort);
            if (response.Error.Length > 0)
                throw new EngineException(response.Error);
        });

    public void Register(RegisterErrorHookRequest request) => deployment.Hooks.RegisterForErrors(request.Name, async call =>
    {
        var response = await callbacks.InvokeAsync(request.Callback, Request(call), ErrorHookResponse.Parser, deployment.Abort);
        return response.Error.Length > 0 ? throw new EngineException(response.Error) : response.Retry;
    });

    private static ResourceHookRequest Request(HookCall call) => new()
    {
        Urn = call.State.Urn,
        Id = Known(call.State.Id),
        Name = Urns.Name(call.State.Urn),
        Type = call.State.Type,
        NewInputs = Write(call.New?.Inputs),
        OldInputs = Write(call.Old?.Inputs),
        NewOutputs = Write(call.NewOutputs),
        OldOutputs = Write(call.Old?.Outputs),
        OldOptions = Options(call.Old),
        NewOptions = Options(call.New),
    };

    private static ErrorHookRequest Request(ErrorHookCall call) => new()
    {
        Urn = call.State.Urn,
        Id = Known(call.State.Id),
        Name = Urns.Name(call.State.Urn),
        Type = call.State.Type,
        NewInputs = Write(call.New?.Inputs),
        OldInputs = Write(call.Old?.Inputs),
        OldOutputs = Write(call.Old?.Outputs),
        FailedOperation = call.Operation,
        Errors = { call.Failures },
        OldOptions = Options(call.Old),
        NewOptions = Options(call.New),
    };

    private static string Known(string id) => id == Signatures.Unknown ? "" : id;

    private static Struct? Write(PropertyMap? properties) => properties is null ? null : WireProperties.Write(properties, secrets: true, resources: true);

    private static ResourceOptions? Options(ResourceState? state) => state is null ? null : new ResourceOptions
    {
        DependsOn = { state.Dependencies },
        Protect = state.Protect,
        IgnoreChanges = { state.IgnoreChanges },
        ReplaceOnChanges = { state.ReplaceOnChanges },
        Aliases = { state.Aliases.Select(urn => new Alias { Urn = urn }) },
        Provider = state.Provider,
        CustomTimeouts = state.Timeouts == CustomTimeouts.None ? null : new RegisterResourceRequest.Types.CustomTimeouts
        {
            Create = GoDuration.Write(state.Timeouts.Create),
            Update = GoDuration.Write(state.Timeouts.Update),
            Delete = GoDuration.Write(state.Timeouts.Delete),
            Read = GoDuration.Write(state.Timeouts.Read),
        },
        RetainOnDelete = state.RetainOnDelete,
        DeletedWith = state.DeletedWith,
        AdditionalSecretOutputs = { state.AdditionalSecretOutputs },
        Hooks = WireHooks.Write(state.Hooks),
        Import = state.ImportId,
        HideDiff = { state.HideDiffs },
        ReplaceWith = { state.ReplaceWith },
        Parent = state.Parent,
    };
}
