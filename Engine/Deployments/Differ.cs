using System.Collections.Immutable;
using E3.Engine.Properties;
using E3.Engine.Providers;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>Says whether an existing resource stays, changes or is replaced.</summary>
internal sealed class Differ(Deployment deployment)
{
    /// <summary>What stands for an initialisation that failed where properties are named, as in <c>replaceOnChanges</c>.</summary>
    private const string InitError = "#initerror";

    public async Task<ResourceDiff> CompareAsync(Goal goal, ResourceState old, ResourceState wanted, IProvider provider)
    {
        if (Forced(goal, old, wanted) is { } forced)
            return forced;
        if (PackageOf(old.Provider) != PackageOf(wanted.Provider))
            return ResourceDiff.Replacement("provider", goal.DeleteBeforeReplace ?? false);
        var diff = await CompareAsync(old, wanted.Inputs, wanted.ReplaceOnChanges, provider);
        if (!old.InitErrors.IsEmpty)
            diff = AfterInitError(diff, wanted.ReplaceOnChanges);
        return goal.DeleteBeforeReplace is { } said ? diff with { DeleteBeforeReplace = said } : diff;
    }

    /// <summary>A replacement that is due whatever the properties are; null when none is.</summary>
    public ResourceDiff? Forced(Goal goal, ResourceState old, ResourceState wanted)
    {
        var deleteFirst = goal.DeleteBeforeReplace ?? false;
        if (IsTriggered(old, wanted))
            return ResourceDiff.Replacement("replacementTrigger", deleteFirst);
        if (deployment.MustReplace(wanted.Urn, old))
            return ResourceDiff.Replacement("id", deleteFirst);
        if (wanted.ReplaceWith.Any(deployment.Replaced.ContainsKey))
            return ResourceDiff.Replacement("replaceWith", deleteFirst);
        return deployment.Replaced.ContainsKey(wanted.DeletedWith) ? ResourceDiff.Replacement("deletedWith", deleteFirst) : null;
    }

    /// <summary>What the provider says of these inputs, and what the resource's own options make of it.</summary>
    public async Task<ResourceDiff> CompareAsync(
        ResourceState old, PropertyMap inputs, ImmutableArray<string> replaceOnChanges, IProvider provider)
    {
        var diff = await provider.DiffAsync(
            new DiffRequest(old.Urn, old.Type, old.Id, old.Inputs.Reveal(), old.Outputs.Reveal(), inputs.Reveal()), deployment.Abort);
        return ResourceDiff.From(Replacing(diff, replaceOnChanges));
    }

    /// <summary>How the inputs of something without a provider's judgement differ: a component, or a provider itself.</summary>
    public static ResourceDiff CompareInputs(PropertyMap old, PropertyMap current, ImmutableArray<string> replaceOnChanges)
    {
        var detailed = old.Keys.Union(current.Keys)
            .Select(key => (key, kind: (old.TryGetValue(key, out var was), current.TryGetValue(key, out var now)) switch
            {
                (true, false) => PropertyDiffKind.Delete,
                (false, true) => PropertyDiffKind.Add,
                _ when !was!.Essence().Equals(now!.Essence()) => PropertyDiffKind.Update,
                _ => default(PropertyDiffKind?),
            }))
            .Where(property => property.kind is not null)
            .ToImmutableSortedDictionary(property => property.key, property => new PropertyDiff(property.kind!.Value, false), StringComparer.Ordinal);
        return ResourceDiff.From(Replacing(new DiffResult(detailed), replaceOnChanges));
    }

    private static DiffResult Replacing(DiffResult diff, ImmutableArray<string> replaceOnChanges) => replaceOnChanges.IsEmpty ? diff : diff with
    {
        Detailed = diff.Detailed.ToImmutableSortedDictionary(
            entry => entry.Key,
            entry => Names(replaceOnChanges, PropertyPath.Parse(entry.Key)) ? entry.Value with { Replaces = true } : entry.Value,
            StringComparer.Ordinal),
    };

    private bool IsTriggered(ResourceState old, ResourceState wanted)
    {
        if (wanted.ReplacementTrigger is { ContainsUnknowns: true } && !deployment.DryRun)
            throw new EngineException($"the replacement trigger of {wanted.Urn} is not known although everything it depends on exists");
        if (wanted.ReplacementTrigger is not { } trigger)
            return false;
        // One that is new replaces nothing; one that is not known yet may become anything.
        return trigger.ContainsUnknowns || (old.ReplacementTrigger is { } before && !trigger.Reveal().Essence().Equals(before.Reveal().Essence()));
    }

    /// <summary>It exists but never became usable: the provider gets to go on with it, unless the program wants a new one.</summary>
    private static ResourceDiff AfterInitError(ResourceDiff diff, ImmutableArray<string> replaceOnChanges) =>
        diff.Replaces || !Names(replaceOnChanges, PropertyPath.Parse(InitError))
            ? diff with { Changes = true }
            : diff with { Changes = true, Replaces = true, Keys = diff.Keys.Add(InitError) };

    private static bool Names(ImmutableArray<string> paths, PropertyPath changed) => paths.Any(path => PropertyPath.Parse(path).Contains(changed));

    private static string PackageOf(string provider) =>
        provider.Length == 0 ? "" : ProviderReference.Package(Urns.Type(ProviderReference.Parse(provider).Urn));
}
