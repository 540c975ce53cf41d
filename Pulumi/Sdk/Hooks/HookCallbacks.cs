using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Pulumi.Serialization;
using Pulumirpc;

namespace Pulumi;

// Hooks as the engine calls them.
public sealed partial class Deployment
{
    internal Task Register(ResourceHook hook)
    {
        var registered = RegisterAsync();
        InFlight.Add(registered);
        return registered;

        async Task RegisterAsync()
        {
            await RequireAsync("resourceHooks", "resource hooks");
            await Monitor.RegisterResourceHookAsync(new()
            {
                Name = hook.Name,
                OnDryRun = hook.Options.OnDryRun ?? false,
                IgnoreErrors = hook.Options.IgnoreErrors ?? false,
                Callback = await AllocateAsync((request, cancellation) =>
                    RunAsync(hook, DeepMessages.Parse<ResourceHookRequest>(request), cancellation)),
            });
        }
    }

    internal Task Register(ErrorHook hook)
    {
        var registered = RegisterAsync();
        InFlight.Add(registered);
        return registered;

        async Task RegisterAsync()
        {
            await RequireAsync("resourceHooks", "resource hooks");
            await Monitor.RegisterErrorHookAsync(new()
            {
                Name = hook.Name,
                Callback = await AllocateAsync((request, cancellation) =>
                    RunAsync(hook, DeepMessages.Parse<ErrorHookRequest>(request), cancellation)),
            });
        }
    }

    /// <summary>The names of the hooks, once the engine knows them.</summary>
    private static async Task<RegisterResourceRequest.Types.ResourceHooksBinding> BindingAsync(ResourceHookBinding hooks)
    {
        var binding = new RegisterResourceRequest.Types.ResourceHooksBinding
        {
            BeforeCreate = { hooks.BeforeCreate.Select(hook => hook.Name) },
            AfterCreate = { hooks.AfterCreate.Select(hook => hook.Name) },
            BeforeUpdate = { hooks.BeforeUpdate.Select(hook => hook.Name) },
            AfterUpdate = { hooks.AfterUpdate.Select(hook => hook.Name) },
            BeforeDelete = { hooks.BeforeDelete.Select(hook => hook.Name) },
            AfterDelete = { hooks.AfterDelete.Select(hook => hook.Name) },
            OnError = { hooks.OnError.Select(hook => hook.Name) },
        };
        List<ResourceHook>[] all =
        [
            hooks.BeforeCreate, hooks.AfterCreate, hooks.BeforeUpdate, hooks.AfterUpdate, hooks.BeforeDelete, hooks.AfterDelete,
        ];
        await Task.WhenAll(all.SelectMany(list => list).Select(hook => hook.Registered).Concat(hooks.OnError.Select(hook => hook.Registered)));
        return binding;
    }

    private static async Task<IMessage> RunAsync(ResourceHook hook, ResourceHookRequest request, CancellationToken cancellation)
    {
        var args = new ResourceHookArgs(
            request.Urn, request.Id, request.Name, request.Type,
            Seen(request.NewInputs), Seen(request.OldInputs), Seen(request.NewOutputs), Seen(request.OldOutputs));
        try
        {
            await hook.Callback(args, cancellation);
            return new ResourceHookResponse();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new ResourceHookResponse { Error = FailureReport.Messages(failure) };
        }
    }

    private static async Task<IMessage> RunAsync(ErrorHook hook, ErrorHookRequest request, CancellationToken cancellation)
    {
        var args = new ErrorHookArgs(
            request.Urn, request.Id, request.Name, request.Type,
            Seen(request.NewInputs), Seen(request.OldInputs), Seen(request.OldOutputs), request.FailedOperation, request.Errors);
        try
        {
            return new ErrorHookResponse { Retry = await hook.Callback(args, cancellation) };
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new ErrorHookResponse { Error = FailureReport.Messages(failure) };
        }
    }

    // A secret is an output of object, whatever is inside: so it is in the official SDK.
    private static ImmutableDictionary<string, object?>? Seen(Struct? properties) => properties?.Fields.ToImmutableDictionary(
        field => field.Key,
        field => ValueReader.ReadLive(field.Value) is var data && data.IsSecret ? Output.CreateSecret(data.Value) : data.Value);
}
