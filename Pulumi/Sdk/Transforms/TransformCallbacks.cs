using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Pulumi.Serialization;
using Pulumirpc;

namespace Pulumi;

// Transforms as the engine calls them.
public sealed partial class Deployment
{
    private readonly Lock _registering = new();
    private Task _invokeTransforms = Task.CompletedTask;

    internal void RegisterTransform(InvokeTransform transform)
    {
        lock (_registering)
        {
            InFlight.Add(_invokeTransforms = RegisterAsync(_invokeTransforms));
        }

        async Task RegisterAsync(Task before)
        {
            // In the order in which the program registered them, because that is the order in which they will run.
            await before;
            await RequireAsync("invokeTransforms", "invoke transforms");
            await Monitor.RegisterStackInvokeTransformAsync(await AllocateAsync((request, cancellation) =>
                TransformAsync(transform, DeepMessages.Parse<TransformInvokeRequest>(request), cancellation)));
        }
    }

    /// <summary>Comes back when all transforms that the program registered so far apply to a call.</summary>
    private Task InvokeTransformsAsync()
    {
        lock (_registering)
        {
            return _invokeTransforms;
        }
    }

    private async Task<IReadOnlyList<Pulumirpc.Callback>> TransformsAsync(ResourceOptions options)
    {
        if (options.ResourceTransforms.Count == 0)
        {
            return [];
        }

        await RequireAsync("transforms", "resource transforms");
        var callbacks = new List<Pulumirpc.Callback>();
        foreach (var transform in options.ResourceTransforms)
        {
            callbacks.Add(await AllocateAsync((request, cancellation) =>
                TransformAsync(transform, DeepMessages.Parse<TransformRequest>(request), cancellation)));
        }

        return callbacks;
    }

    private static async Task<IMessage> TransformAsync(
        ResourceTransform transform, TransformRequest request, CancellationToken cancellation)
    {
        var options = request.Options ?? new();
        var args = new ResourceTransformArgs(
            request.Name, request.Type, request.Custom, Live(request.Properties), TransformOptions.Read(options, request.Custom, request.Parent));
        if (await transform(args, cancellation) is not { } result)
        {
            return new TransformResponse();
        }

        var changed = await TransformOptions.WriteAsync(result.Options);
        changed.Hooks = await BindingAsync(result.Options.Hooks);
        changed.ReplacementTrigger = result.Options.ReplacementTrigger is { } trigger
            ? await new ValueWriter(keepResources: true, keepOutputs: true).WriteAsync($"{request.Name}.replacementTrigger", trigger)
            : null;
        changed.PluginChecksums.Add(options.PluginChecksums);
        return new TransformResponse { Properties = await TransformedAsync(request.Name, result.Args), Options = changed };
    }

    private static async Task<IMessage> TransformAsync(
        InvokeTransform transform, TransformInvokeRequest request, CancellationToken cancellation)
    {
        var options = request.Options ?? new();
        var given = new InvokeOptions
        {
            Provider = options.Provider.Length == 0 ? null : new DependencyProviderResource(options.Provider),
            Version = TransformOptions.Text(options.Version),
            PluginDownloadURL = TransformOptions.Text(options.PluginDownloadUrl),
        };
        if (await transform(new(request.Token, Live(request.Args), given), cancellation) is not { } result)
        {
            return new TransformInvokeResponse();
        }

        var changed = new TransformInvokeOptions
        {
            Provider = result.Options.Provider is { } provider ? await provider.GetReferenceAsync() : "",
            Version = result.Options.Version ?? "",
            PluginDownloadUrl = result.Options.PluginDownloadURL ?? "",
            PluginChecksums = { options.PluginChecksums },
        };
        return new TransformInvokeResponse { Args = await TransformedAsync(request.Token, result.Args), Options = changed };
    }

    // Whatever a plain value could not say, an output says.
    private static ImmutableDictionary<string, object?> Live(Struct? properties) => (properties ?? new()).Fields.ToImmutableDictionary(
        field => field.Key,
        field => ValueReader.ReadLive(field.Value) is var data && data is { IsKnown: true, IsSecret: false } ? data.Value : ValueReader.MakeOutput(data));

    private static async Task<Struct> TransformedAsync(string name, ImmutableDictionary<string, object?> properties)
        => (await new ValueWriter(keepResources: true, keepOutputs: true).WriteAsync(name, properties))!.StructValue;
}
