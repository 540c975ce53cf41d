using Pulumirpc;

namespace Pulumi;

/// <summary>The options of a resource as a transform is handed them, and back. What is not resolved yet is waited for.</summary>
internal static class TransformOptions
{
    public static ResourceOptions Read(TransformResourceOptions given, bool custom, string parent)
    {
        ResourceOptions options = custom
            ? new CustomResourceOptions
            {
                DeleteBeforeReplace = given.HasDeleteBeforeReplace ? given.DeleteBeforeReplace : null,
                AdditionalSecretOutputs = [.. given.AdditionalSecretOutputs],
                ImportId = Text(given.Import),
            }
            : new ComponentResourceOptions
            {
                Providers = [.. given.Providers.Values.Select(provider => new DependencyProviderResource(provider))],
            };
        options.Parent = Resource(parent);
        options.DependsOn = Resources(given.DependsOn);
        options.Protect = given.HasProtect ? given.Protect : null;
        options.IgnoreChanges = [.. given.IgnoreChanges];
        options.ReplaceOnChanges = [.. given.ReplaceOnChanges];
        options.HideDiffs = [.. given.HideDiff];
        options.Version = Text(given.Version);
        options.PluginDownloadURL = Text(given.PluginDownloadUrl);
        options.Aliases = [.. given.Aliases.Select(alias => (Input<Alias>)Alias.FromWire(alias))];
        options.Provider = given.Provider.Length == 0 ? null : new DependencyProviderResource(given.Provider);
        options.CustomTimeouts = given.CustomTimeouts is { } timeouts ? CustomTimeouts.FromWire(timeouts) : null;
        options.RetainOnDelete = given.HasRetainOnDelete ? given.RetainOnDelete : null;
        options.DeletedWith = Resource(given.DeletedWith);
        options.ReplaceWith = Resources(given.ReplaceWith);
        options.Hooks = ResourceHookBinding.FromWire(given.Hooks);
        if (given.ReplacementTrigger is { } trigger && ReadTrigger(trigger) is { } value)
        {
            options.ReplacementTrigger = value;
        }

        return options;
    }

    /// <summary>All but the hooks and the trigger, which take the run to write.</summary>
    public static async Task<TransformResourceOptions> WriteAsync(ResourceOptions options)
    {
        var custom = options as CustomResourceOptions;
        var written = new TransformResourceOptions
        {
            DependsOn = { await Dependents.UrnsAsync(await options.DependsOn.AsOutput().ValueOrAsync([])) },
            IgnoreChanges = { options.IgnoreChanges },
            ReplaceOnChanges = { options.ReplaceOnChanges },
            HideDiff = { options.HideDiffs },
            Version = options.Version ?? "",
            PluginDownloadUrl = options.PluginDownloadURL ?? "",
            Aliases = { await Alias.ToWireAsync(options.Aliases) },
            Provider = options.Provider is { } provider ? await provider.GetReferenceAsync() : "",
            CustomTimeouts = options.CustomTimeouts?.ToWire(),
            DeletedWith = options.DeletedWith is { } owner ? await owner.Urn.ValueOrAsync("") : "",
            ReplaceWith = { await Dependents.NamedAsync(options.ReplaceWith) },
            AdditionalSecretOutputs = { custom?.AdditionalSecretOutputs ?? [] },
            Import = custom?.ImportId ?? "",
        };
        foreach (var one in (options as ComponentResourceOptions)?.Providers ?? [])
        {
            written.Providers[one.Package] = await one.GetReferenceAsync();
        }

        // Absent and false are not the same for these.
        if (options.Protect is { } protect)
        {
            written.Protect = protect;
        }

        if (options.RetainOnDelete is { } retain)
        {
            written.RetainOnDelete = retain;
        }

        if (custom?.DeleteBeforeReplace is { } deleteFirst)
        {
            written.DeleteBeforeReplace = deleteFirst;
        }

        return written;
    }

    public static string? Text(string text) => text.Length == 0 ? null : text;

    private static object? ReadTrigger(Google.Protobuf.WellKnownTypes.Value trigger)
        => Serialization.ValueReader.ReadLive(trigger) is var data && data is { IsKnown: true, IsSecret: false }
            ? data.Value
            : Serialization.ValueReader.MakeOutput(data);

    private static DependencyResource? Resource(string urn) => urn.Length == 0 ? null : new(urn);

    private static InputList<Resource> Resources(IEnumerable<string> urns) => urns.Select(urn => (Resource)new DependencyResource(urn)).ToList();
}
