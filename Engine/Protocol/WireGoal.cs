using System.Collections.Immutable;
using E3.Engine.Deployments;
using E3.Engine.State;
using Pulumirpc;

namespace E3.Engine.Protocol;

/// <summary>Reads a registration; an option this engine does not have fails it, for to ignore one would do something else than asked.</summary>
internal static class WireGoal
{
    public static Goal Read(RegisterResourceRequest request, Func<string, ResourceState?> find)
    {
        if (Unsupported(request) is { } option)
            throw new EngineException($"resource '{request.Name}' ({request.Type}) asks for {option}, which the embedded engine does not have: run this stack with the official pulumi");
        var parent = request.Parent.Length > 0 ? find(request.Parent) : null;
        return new Goal
        {
            Type = request.Type,
            Name = request.Name,
            Custom = request.Custom,
            Parent = request.Parent,
            Inputs = WireProperties.Read(request.Object),
            Dependencies = [.. request.Dependencies.Distinct()],
            PropertyDependencies = ResourceState.NoPropertyDependencies.AddRange(
                request.PropertyDependencies.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Urns.ToImmutableArray()))),
            Provider = request.Provider.Length > 0 ? request.Provider : ProviderFromParent(request),
            Version = request.Version,
            PluginDownloadUrl = request.PluginDownloadURL,
            Protect = request.HasProtect ? request.Protect : parent?.Protect ?? false,
            DeleteBeforeReplace = request.DeleteBeforeReplaceDefined || request.DeleteBeforeReplace ? request.DeleteBeforeReplace : null,
            IgnoreChanges = [.. request.IgnoreChanges],
            ReplaceOnChanges = [.. request.ReplaceOnChanges],
            RetainOnDelete = request.HasRetainOnDelete ? request.RetainOnDelete : parent?.RetainOnDelete ?? false,
            DeletedWith = request.DeletedWith,
            ReplaceWith = [.. request.ReplaceWith],
            Timeouts = request.CustomTimeouts is { } timeouts
                ? new CustomTimeouts(GoDuration.Parse(timeouts.Create), GoDuration.Parse(timeouts.Update), GoDuration.Parse(timeouts.Delete), GoDuration.Parse(timeouts.Read))
                : CustomTimeouts.None,
            AdditionalSecretOutputs = [.. request.AdditionalSecretOutputs],
            Aliases = [.. request.AliasURNs.Select(urn => new AliasSpec(urn, null, null, null, null, null, false)), .. request.Aliases.Select(Read)],
        };
    }

    private static string ProviderFromParent(RegisterResourceRequest request) =>
        request.Custom && request.Providers.TryGetValue(request.Type.Split(':')[0], out var provider) ? provider : "";

    private static string? Unsupported(RegisterResourceRequest request) => request switch
    {
        { Remote: true } => "a remote component",
        { ImportId.Length: > 0 } => "import",
        { PackageRef.Length: > 0 } => "a parameterized package",
        { Transforms.Count: > 0 } => "transforms",
        { StateMigrations.Count: > 0 } => "state migrations",
        { EnvVarMappings.Count: > 0 } => "environment variable mappings",
        { HideDiffs.Count: > 0 } => "hideDiffs",
        { ReplacementTrigger: not null and not { KindCase: Google.Protobuf.WellKnownTypes.Value.KindOneofCase.NullValue } } => "a replacement trigger",
        { Hooks: { } hooks } when hooks.CalculateSize() > 0 => "resource hooks",
        _ => null,
    };

    private static AliasSpec Read(Alias alias) => alias.AliasCase == Alias.AliasOneofCase.Spec
        ? new AliasSpec(
            null, Text(alias.Spec.Name), Text(alias.Spec.Type), Text(alias.Spec.Stack), Text(alias.Spec.Project),
            alias.Spec.ParentCase == Alias.Types.Spec.ParentOneofCase.ParentUrn ? Text(alias.Spec.ParentUrn) : null,
            alias.Spec.ParentCase == Alias.Types.Spec.ParentOneofCase.NoParent && alias.Spec.NoParent)
        : new AliasSpec(alias.Urn, null, null, null, null, null, false);

    private static string? Text(string text) => text.Length == 0 ? null : text;
}
