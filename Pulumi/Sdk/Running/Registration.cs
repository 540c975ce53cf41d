using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Pulumi.Serialization;
using Pulumirpc;

namespace Pulumi;

// From a resource's constructor to its outputs.
public sealed partial class Deployment
{
    /// <summary>Starts reading or registering a resource; comes back at once.</summary>
    internal void Begin(Resource resource, bool remote, ResourceArgs args, ResourceOptions options, RegisterPackageRequest? package)
        => InFlight.Add(CompleteAsync(resource, remote, args, options, package));

    internal void PublishOutputs(ComponentResource component, Output<IDictionary<string, object?>> outputs)
        => InFlight.Add(PublishOutputsAsync(component, outputs));

    private async Task CompleteAsync(
        Resource resource, bool remote, ResourceArgs args, ResourceOptions options, RegisterPackageRequest? package)
    {
        try
        {
            Fill(resource, await ReadOrRegisterAsync(resource, remote, args, options, package));
        }
        catch (Exception failure)
        {
            // Whoever waits for an output must not wait for ever.
            foreach (var source in resource.OutputSources.Values)
            {
                source.Fail(failure);
            }

            throw;
        }
    }

    private async Task<EngineAnswer> ReadOrRegisterAsync(
        Resource resource, bool remote, ResourceArgs args, ResourceOptions options, RegisterPackageRequest? package)
    {
        if (options.Urn is { } urn)
        {
            return await LookUpAsync(urn);
        }

        var id = options.Id is null ? null : await options.Id.ToOutput().ValueOrAsync("");
        if (string.IsNullOrEmpty(id))
        {
            return await RegisterAsync(resource, remote, args, options, package);
        }

        return resource is CustomResource
            ? await ReadAsync(resource, id, args, options, package)
            : throw new ArgumentException(
                $"{nameof(ResourceOptions)}.{nameof(ResourceOptions.Id)} is only valid for a {nameof(CustomResource)}");
    }

    private async Task<EngineAnswer> LookUpAsync(string urn)
    {
        var arguments = new Struct { Fields = { [Signatures.UrnKey] = Value.ForString(urn) } };
        var found = await Monitor.InvokeAsync(new()
        {
            Tok = "pulumi:pulumi:getResource",
            Args = arguments,
            AcceptResources = Environment.ResourceReferences,
        });
        InvokeFailure.ThrowIfAny("Invoke", "pulumi:pulumi:getResource", found.Failures);
        var answer = Value.ForStruct(found.Return ?? new());
        return Special.FieldOf(answer, "state") is { KindCase: Value.KindOneofCase.StructValue } state
            ? new(urn, Special.TextOf(answer, Signatures.IdKey) ?? "", state.StructValue)
            : throw new InvalidOperationException($"The engine knows no resource '{urn}'.");
    }

    private async Task<EngineAnswer> ReadAsync(
        Resource resource, string id, ResourceArgs args, ResourceOptions options, RegisterPackageRequest? package)
    {
        var prepared = await PrepareAsync(resource, remote: false, args, options, package);
        var request = new ReadResourceRequest
        {
            Type = resource.GetResourceType(),
            Name = resource.GetResourceName(),
            Id = id,
            Parent = prepared.Parent,
            Provider = prepared.Provider,
            Properties = prepared.Properties,
            Version = options.Version ?? "",
            PluginDownloadURL = options.PluginDownloadURL ?? "",
            AcceptSecrets = true,
            AcceptResources = Environment.ResourceReferences,
            Dependencies = { prepared.Dependencies },
            AdditionalSecretOutputs = { (options as CustomResourceOptions)?.AdditionalSecretOutputs ?? [] },
            PackageRef = prepared.PackageRef,
        };
        var answer = await Monitor.ReadResourceAsync(request);
        Declared?.Enqueue(resource);
        return new(answer.Urn, id, answer.Properties);
    }

    private async Task<EngineAnswer> RegisterAsync(
        Resource resource, bool remote, ResourceArgs args, ResourceOptions options, RegisterPackageRequest? package)
    {
        var prepared = await PrepareAsync(resource, remote, args, options, package);
        var request = await RequestFor(resource, remote, prepared, options);
        Declared?.Enqueue(resource);
        var answer = await Monitor.RegisterResourceAsync(request);
        return new(answer.Urn, answer.Id, answer.Object)
        {
            Dependencies = answer.PropertyDependencies.ToImmutableDictionary(
                entry => entry.Key,
                entry => entry.Value.Urns.Select(urn => (Resource)new DependencyResource(urn)).ToImmutableHashSet()),
            IsComplete = answer.Result == Pulumirpc.Result.Success && !answer.Unknown,
        };
    }

    private void Fill(Resource resource, EngineAnswer answer)
    {
        var sources = resource.OutputSources;
        sources[Signatures.UrnKey].Set(OutputData<object?>.Plain(answer.Urn));
        if (resource is CustomResource)
        {
            sources[Signatures.IdKey].Set(OutputData<object?>.Plain(answer.Id) with { IsKnown = answer.Id.Length > 0 });
        }

        foreach (var (name, source) in sources)
        {
            if (name is not (Signatures.UrnKey or Signatures.IdKey) && answer.Properties.Fields.TryGetValue(name, out var value))
            {
                var data = ValueReader.Read(
                    value, source.ValueType, $"{resource.GetType().FullName}.{name}", problem => Pulumi.Log.Warn(problem, resource));
                source.Set(data with { Resources = answer.Dependencies.GetValueOrDefault(name, []) });
            }
        }

        // What the provider did not say is still to come in a preview, and is nothing after an update.
        foreach (var source in sources.Values)
        {
            source.SetMissing(isKnown: !Environment.IsDryRun && answer.IsComplete);
        }
    }

    private async Task PublishOutputsAsync(ComponentResource component, Output<IDictionary<string, object?>> outputs)
    {
        var values = await outputs.ValueOrAsync(ImmutableDictionary<string, object?>.Empty);
        var written = await WrittenProperties.WriteAsync(
            $"outputs of {component.GetResourceName()}", values, await NewWriterAsync(remote: false));
        await Monitor.RegisterResourceOutputsAsync(new() { Urn = await component.Urn.ValueOrAsync(""), Outputs = written.Values });
    }

    private async Task<Func<ValueWriter>> NewWriterAsync(bool remote)
    {
        var keepResources = await SupportsAsync("resourceReferences");
        var keepOutputs = remote && await SupportsAsync("outputValues");
        return () => new(keepResources, keepOutputs, referencesDepend: !(remote && keepResources));
    }

    /// <summary>What the engine says of a resource.</summary>
    private sealed record EngineAnswer(string Urn, string Id, Struct? State)
    {
        public Struct Properties => State ?? new();

        public ImmutableDictionary<string, ImmutableHashSet<Resource>> Dependencies { get; init; }
            = ImmutableDictionary<string, ImmutableHashSet<Resource>>.Empty;

        /// <summary>Whether the resource was made, and not skipped or failed.</summary>
        public bool IsComplete { get; init; } = true;
    }
}
