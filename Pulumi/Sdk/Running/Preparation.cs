using Google.Protobuf.WellKnownTypes;
using Pulumi.Serialization;
using Pulumirpc;

namespace Pulumi;

// What must be known of a resource before the engine is asked for it.
public sealed partial class Deployment
{
    private async Task<Prepared> PrepareAsync(
        Resource resource, bool remote, ResourceArgs args, ResourceOptions options, RegisterPackageRequest? package)
    {
        var path = $"resource:{resource.GetResourceName()}[{resource.GetResourceType()}]";
        var named = await options.DependsOn.AsOutput().ValueOrAsync([]);
        var properties = args.ToDictionary().Where(entry => entry.Key is not (Signatures.IdKey or Signatures.UrnKey));
        var written = await WrittenProperties.WriteAsync(path, properties, await NewWriterAsync(remote), resource);

        // The stack has no parent; everything else belongs at least to it.
        var parent = resource is Stack ? "" : await (options.Parent ?? Stack).Urn.ValueOrAsync("") ?? "";
        var dependencies = await Dependents.UrnsAsync(named, resource);
        dependencies.UnionWith(written.Dependencies.Values.SelectMany(urns => urns));

        return new(written, parent)
        {
            Dependencies = dependencies,
            Provider = resource is CustomResource && resource.Provider is { } provider ? await provider.GetReferenceAsync() : "",
            Providers = remote && options is ComponentResourceOptions component ? await ReferencesAsync(component) : [],
            Aliases = await AliasesAsync(options),
            Transforms = await TransformsAsync(options),
            Hooks = await BindingAsync(options.Hooks),
            PackageRef = package is null ? "" : await PackageRefAsync(package),
        };
    }

    private async Task<RegisterResourceRequest> RequestFor(Resource resource, bool remote, Prepared prepared, ResourceOptions options)
    {
        var custom = options as CustomResourceOptions;
        var request = new RegisterResourceRequest
        {
            Type = resource.GetResourceType(),
            Name = resource.GetResourceName(),
            Custom = resource is CustomResource,
            Remote = remote,
            Object = prepared.Properties,
            Parent = prepared.Parent,
            Provider = prepared.Provider,
            Providers = { prepared.Providers },
            Dependencies = { prepared.Dependencies },
            Aliases = { prepared.Aliases },
            Version = options.Version ?? "",
            PluginDownloadURL = options.PluginDownloadURL ?? "",
            ImportId = custom?.ImportId ?? "",
            AcceptSecrets = true,
            AcceptResources = Environment.ResourceReferences,
            SupportsResultReporting = true,
            DeleteBeforeReplace = custom?.DeleteBeforeReplace ?? false,
            DeleteBeforeReplaceDefined = custom?.DeleteBeforeReplace is not null,
            CustomTimeouts = options.CustomTimeouts?.ToWire(),
            AdditionalSecretOutputs = { custom?.AdditionalSecretOutputs ?? [] },
            ReplaceOnChanges = { custom?.ReplaceOnChanges ?? [] },
            IgnoreChanges = { options.IgnoreChanges },
            HideDiffs = { options.HideDiffs },
            EnvVarMappings = { custom?.EnvVarMappings ?? [] },
            Transforms = { prepared.Transforms },
            Hooks = prepared.Hooks,
            PackageRef = prepared.PackageRef,
        };
        foreach (var (name, urns) in prepared.Written.Dependencies)
        {
            request.PropertyDependencies[name] = new() { Urns = { urns } };
        }

        // Absent and false are not the same for these two.
        if (options.Protect is { } protect)
        {
            request.Protect = protect;
        }

        if (options.RetainOnDelete is { } retain)
        {
            request.RetainOnDelete = retain;
        }

        await AddTiesAsync(request, options);
        return request;
    }

    // What else makes it go or be replaced. Each needs an engine that knows of it: to be ignored could cost data.
    private async Task AddTiesAsync(RegisterResourceRequest request, ResourceOptions options)
    {
        if (options.DeletedWith is { } owner)
        {
            await RequireAsync("deletedWith", "the DeletedWith option");
            request.DeletedWith = await owner.Urn.ValueOrAsync("");
        }

        if (await options.ReplaceWith.AsOutput().ValueOrAsync([]) is { Length: > 0 })
        {
            await RequireAsync("replaceWith", "the ReplaceWith option");
            request.ReplaceWith.AddRange(await Dependents.NamedAsync(options.ReplaceWith));
        }

        if (options.ReplacementTrigger is { } trigger)
        {
            // Compared with the last run's, so it is sent as a plain value and not as an output.
            var writer = (await NewWriterAsync(remote: false))();
            request.ReplacementTrigger = await writer.WriteAsync($"{request.Name}.replacementTrigger", trigger) ?? Value.ForNull();
        }
    }

    private static async Task<Dictionary<string, string>> ReferencesAsync(ComponentResourceOptions options)
    {
        var references = new Dictionary<string, string>();
        foreach (var provider in options.Provider is { } one ? [.. options.Providers, one] : options.Providers)
        {
            references.TryAdd(provider.Package, await provider.GetReferenceAsync());
        }

        return references;
    }

    private async Task<IReadOnlyList<Pulumirpc.Alias>> AliasesAsync(ResourceOptions options)
    {
        if (options.Aliases.Count == 0)
        {
            return [];
        }

        await RequireAsync("aliasSpecs", "the Aliases option");
        return await Alias.ToWireAsync(options.Aliases);
    }

    private sealed record Prepared(WrittenProperties Written, string Parent)
    {
        public Struct Properties => Written.Values;

        public required IReadOnlyCollection<string> Dependencies { get; init; }

        public required string Provider { get; init; }

        public required IDictionary<string, string> Providers { get; init; }

        public required IReadOnlyList<Pulumirpc.Alias> Aliases { get; init; }

        public required IReadOnlyList<Pulumirpc.Callback> Transforms { get; init; }

        public required RegisterResourceRequest.Types.ResourceHooksBinding Hooks { get; init; }

        public required string PackageRef { get; init; }
    }
}
