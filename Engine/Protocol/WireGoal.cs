using System.Collections.Immutable;
using E3.Engine.Deployments;
using E3.Engine.State;
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace E3.Engine.Protocol;

/// <summary>Reads a registration whose transforms have run and which has what it takes from its parent.</summary>
internal static class WireGoal
{
    /// <summary>Refuses an option this engine does not have, for to ignore one would do something else than asked.</summary>
    public static void Refuse(RegisterResourceRequest request)
    {
        if (request.Custom)
            CheckType(request.Type);
        var option = request switch
        {
            { Remote: true } => "to be a remote component",
            { PackageRef.Length: > 0 } => "a parameterized package",
            { StateMigrations.Count: > 0 } => "state migrations",
            { EnvVarMappings.Count: > 0 } => "environment variable mappings",
            _ => null,
        };
        if (option is not null)
            throw new EngineException($"resource '{request.Name}' ({request.Type}) asks for {option}, which the embedded engine does not have: run this stack with the official pulumi");
    }

    /// <summary>Refuses the type of what a provider is to manage unless it names package, module and type; a component's may be any word.</summary>
    public static void CheckType(string type)
    {
        if (type.Count(sign => sign == ':') != 2)
            throw new EngineException($"Type '{type}' is not a valid type token (must have format 'package:module:Type')");
    }

    public static Goal Read(RegisterResourceRequest request) => new()
    {
        Type = request.Type,
        Name = request.Name,
        Custom = request.Custom,
        Parent = request.Parent,
        Inputs = WireProperties.Read(request.Object),
        Dependencies = [.. request.Dependencies.Distinct()],
        PropertyDependencies = PropertyDependencies(request),
        Provider = request.Provider,
        Version = request.Version,
        PluginDownloadUrl = request.PluginDownloadURL,
        Protect = request.HasProtect && request.Protect,
        DeleteBeforeReplace = request.DeleteBeforeReplaceDefined || request.DeleteBeforeReplace ? request.DeleteBeforeReplace : null,
        IgnoreChanges = [.. request.IgnoreChanges],
        ReplaceOnChanges = [.. request.ReplaceOnChanges],
        RetainOnDelete = request.HasRetainOnDelete && request.RetainOnDelete,
        DeletedWith = request.DeletedWith,
        ReplaceWith = [.. request.ReplaceWith],
        Timeouts = request.CustomTimeouts is { } timeouts
            ? new CustomTimeouts(GoDuration.Parse(timeouts.Create), GoDuration.Parse(timeouts.Update), GoDuration.Parse(timeouts.Delete), GoDuration.Parse(timeouts.Read))
            : CustomTimeouts.None,
        AdditionalSecretOutputs = [.. request.AdditionalSecretOutputs],
        Aliases = [.. request.AliasURNs.Select(urn => new AliasSpec(urn, null, null, null, null, null, false)), .. request.Aliases.Select(Read)],
        ImportId = request.Custom ? request.ImportId : "",
        HideDiffs = [.. request.HideDiffs],
        ReplacementTrigger = request.ReplacementTrigger is { KindCase: not (Value.KindOneofCase.NullValue or Value.KindOneofCase.None) } trigger
            ? WireProperties.Read(trigger)
            : null,
        Hooks = WireHooks.Read(request.Hooks),
    };

    /// <summary>A program that says nothing of single properties means that each may come from everything it depends on.</summary>
    private static ImmutableSortedDictionary<string, ImmutableArray<string>> PropertyDependencies(RegisterResourceRequest request)
    {
        var all = request.Object?.Fields.Keys.Union(request.PropertyDependencies.Keys) ?? request.PropertyDependencies.Keys;
        return ResourceState.NoPropertyDependencies.AddRange(all.Select(property =>
        {
            IEnumerable<string> said = request.PropertyDependencies.Count == 0 ? request.Dependencies
                : request.PropertyDependencies.TryGetValue(property, out var own) ? own.Urns
                : [];
            var within = request.Object?.Fields.TryGetValue(property, out var value) == true ? WireOutputs.DependenciesOf(value) : [];
            return KeyValuePair.Create(property, said.Concat(within).Distinct().ToImmutableArray());
        }));
    }

    private static AliasSpec Read(Alias alias) => alias.AliasCase == Alias.AliasOneofCase.Spec
        ? new AliasSpec(
            null, Text(alias.Spec.Name), Text(alias.Spec.Type), Text(alias.Spec.Stack), Text(alias.Spec.Project),
            alias.Spec.ParentCase == Alias.Types.Spec.ParentOneofCase.ParentUrn ? Text(alias.Spec.ParentUrn) : null,
            alias.Spec.ParentCase == Alias.Types.Spec.ParentOneofCase.NoParent && alias.Spec.NoParent)
        : new AliasSpec(alias.Urn, null, null, null, null, null, false);

    private static string? Text(string text) => text.Length == 0 ? null : text;
}
