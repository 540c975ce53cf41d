using System.Collections.Concurrent;
using E3.Engine.Deployments;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace E3.Engine.Protocol;

/// <summary>
/// Lets functions of the program change what a resource asks for: its own transforms, then its parents', then those of the stack
/// (<see href="https://www.pulumi.com/docs/iac/concepts/resources/options/transforms/"/>).
/// </summary>
internal sealed class ResourceTransforms(ProgramCallbacks callbacks, Deployment deployment, ParentOptions parents)
{
    private readonly ConcurrentQueue<Callback> _ofStack = new();

    /// <summary>Adds one that runs for every resource registered from now on.</summary>
    public void Add(Callback callback) => _ofStack.Enqueue(callback);

    /// <summary>Runs every transform of a resource on its registration.</summary>
    public async Task<RegisterResourceRequest> ApplyAsync(RegisterResourceRequest request)
    {
        Callback[] transforms = [.. request.Transforms, .. parents.TransformsAbove(request.Parent), .. _ofStack];
        if (transforms.Length > 0)
            Mark(request);
        var before = request.Object;
        foreach (var transform in transforms)
        {
            TransformResponse response;
            try
            {
                response = await callbacks.InvokeAsync(transform, Request(request), TransformResponse.Parser, deployment.Abort);
            }
            catch (EngineException error)
            {
                throw new EngineException($"a transform of resource '{request.Name}' ({request.Type}) failed: {error.Message}", error);
            }
            if (response.Properties is { } properties)
                request.Object = properties;
            if (response.Options is { } options)
                request = With(request, options);
        }
        if (transforms.Length > 0)
        {
            Keep(before, request);
            FindDependencies(request);
        }
        return request;
    }

    private static TransformRequest Request(RegisterResourceRequest request) => new()
    {
        Type = request.Type,
        Name = request.Name,
        Custom = request.Custom,
        Parent = request.Parent,
        Properties = request.Object,
        Options = Options(request),
    };

    private static TransformResourceOptions Options(RegisterResourceRequest request)
    {
        var options = new TransformResourceOptions
        {
            DependsOn = { request.Dependencies },
            IgnoreChanges = { request.IgnoreChanges },
            ReplaceOnChanges = { request.ReplaceOnChanges },
            Version = request.Version,
            Aliases = { request.AliasURNs.Select(urn => new Alias { Urn = urn }).Concat(request.Aliases) },
            Provider = request.Provider,
            CustomTimeouts = request.CustomTimeouts,
            PluginDownloadUrl = request.PluginDownloadURL,
            DeletedWith = request.DeletedWith,
            AdditionalSecretOutputs = { request.AdditionalSecretOutputs },
            Providers = { request.Providers },
            PluginChecksums = { request.PluginChecksums },
            Hooks = request.Hooks,
            Import = request.ImportId,
            HideDiff = { request.HideDiffs },
            ReplaceWith = { request.ReplaceWith },
            ReplacementTrigger = request.ReplacementTrigger,
        };
        if (request.HasProtect)
            options.Protect = request.Protect;
        if (request.HasRetainOnDelete)
            options.RetainOnDelete = request.RetainOnDelete;
        if (request.DeleteBeforeReplaceDefined || request.DeleteBeforeReplace)
            options.DeleteBeforeReplace = request.DeleteBeforeReplace;
        return options;
    }

    private static RegisterResourceRequest With(RegisterResourceRequest request, TransformResourceOptions options)
    {
        var changed = request.Clone();
        Set(changed.Dependencies, options.DependsOn);
        Set(changed.IgnoreChanges, options.IgnoreChanges);
        Set(changed.ReplaceOnChanges, options.ReplaceOnChanges);
        Set(changed.AdditionalSecretOutputs, options.AdditionalSecretOutputs);
        Set(changed.HideDiffs, options.HideDiff);
        Set(changed.ReplaceWith, options.ReplaceWith);
        Set(changed.Aliases, options.Aliases);
        changed.AliasURNs.Clear();
        changed.Providers.Clear();
        changed.Providers.Add(options.Providers);
        changed.Version = options.Version;
        changed.Provider = options.Provider;
        changed.CustomTimeouts = options.CustomTimeouts;
        changed.PluginDownloadURL = options.PluginDownloadUrl;
        changed.DeletedWith = options.DeletedWith;
        changed.Hooks = options.Hooks;
        changed.ImportId = options.Import;
        changed.ReplacementTrigger = options.ReplacementTrigger;
        changed.DeleteBeforeReplaceDefined = options.HasDeleteBeforeReplace;
        changed.DeleteBeforeReplace = options.DeleteBeforeReplace;
        changed.ClearProtect();
        if (options.HasProtect)
            changed.Protect = options.Protect;
        changed.ClearRetainOnDelete();
        if (options.HasRetainOnDelete)
            changed.RetainOnDelete = options.RetainOnDelete;
        return changed;
    }

    private static void Set<T>(RepeatedField<T> field, IEnumerable<T> values)
    {
        field.Clear();
        field.AddRange(values);
    }

    /// <summary>
    /// Puts into the values themselves where they came from, so that a transform may move them, and what is secret or unknown in them as
    /// outputs: within a list the SDKs read it as nothing else.
    /// </summary>
    private static void Mark(RegisterResourceRequest request)
    {
        foreach (var (property, value) in request.Object?.Fields.ToArray() ?? [])
            request.Object!.Fields[property] = WireOutputs.Upgrade(value);
        foreach (var (property, dependencies) in request.PropertyDependencies)
        {
            if (request.Object?.Fields.TryGetValue(property, out var value) == true && dependencies.Urns.Except(WireOutputs.DependenciesOf(value)).Any())
                request.Object.Fields[property] = WireOutputs.With(value, dependencies.Urns);
        }
    }

    /// <summary>
    /// What came back as it was keeps what was known of it: that it is secret, and where it came from. The SDK for Node.js hands both back lost
    /// where the program is in its caller's process, and a secret would stand in the state in clear.
    /// </summary>
    private static void Keep(Struct? before, RegisterResourceRequest request)
    {
        foreach (var (property, value) in request.Object?.Fields.ToArray() ?? [])
        {
            if (before?.Fields.TryGetValue(property, out var known) == true
                && WireProperties.Read(known).Reveal().Equals(WireProperties.Read(value).Reveal()))
                request.Object!.Fields[property] = known;
        }
    }

    private static void FindDependencies(RegisterResourceRequest request)
    {
        request.PropertyDependencies.Clear();
        var all = new HashSet<string>(request.Dependencies, StringComparer.Ordinal);
        foreach (var (property, value) in request.Object?.Fields ?? [])
        {
            string[] urns = [.. WireOutputs.DependenciesOf(value).Distinct()];
            request.PropertyDependencies[property] = new() { Urns = { urns } };
            all.UnionWith(urns);
        }
        request.Dependencies.Clear();
        request.Dependencies.Add(all);
    }
}
