using System.Collections.Immutable;
using E3.Engine.Properties;
using E3.Engine.Providers;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>Says whether an existing resource stays, changes or is replaced.</summary>
internal sealed class Differ(Deployment deployment)
{
    public async Task<ResourceDiff> CompareAsync(Goal goal, ResourceState old, ResourceState wanted, IProvider provider)
    {
        var deleteFirst = goal.DeleteBeforeReplace ?? false;
        if (deployment.Targets.MustReplace(wanted.Urn))
            return ResourceDiff.Replacement("id", deleteFirst);
        if (!old.InitErrors.IsEmpty)
            return ResourceDiff.Replacement("id", goal.DeleteBeforeReplace ?? true);
        if (wanted.ReplaceWith.Any(deployment.Replaced.ContainsKey))
            return ResourceDiff.Replacement("replaceWith", deleteFirst);
        if (deployment.Replaced.ContainsKey(wanted.DeletedWith))
            return ResourceDiff.Replacement("deletedWith", deleteFirst);
        if (PackageOf(old.Provider) != PackageOf(wanted.Provider))
            return ResourceDiff.Replacement("provider", deleteFirst);
        var diff = await CompareAsync(old, wanted.Inputs, wanted.ReplaceOnChanges, provider);
        return goal.DeleteBeforeReplace is { } said ? diff with { DeleteBeforeReplace = said } : diff;
    }

    /// <summary>What the provider says of these inputs, and what the resource's own options make of it.</summary>
    public async Task<ResourceDiff> CompareAsync(
        ResourceState old, PropertyMap inputs, ImmutableArray<string> replaceOnChanges, IProvider provider)
    {
        var diff = await provider.DiffAsync(
            new DiffRequest(old.Urn, old.Type, old.Id, old.Inputs.Reveal(), old.Outputs.Reveal(), inputs.Reveal()), deployment.Abort);
        if (!replaceOnChanges.IsEmpty && !diff.Detailed.IsEmpty)
        {
            var paths = replaceOnChanges.Select(PropertyPath.Parse).ToArray();
            diff = diff with
            {
                Detailed = diff.Detailed.ToImmutableSortedDictionary(
                    entry => entry.Key,
                    entry => Matches(paths, PropertyPath.Parse(entry.Key)) ? entry.Value with { Replaces = true } : entry.Value,
                    StringComparer.Ordinal),
            };
        }
        return ResourceDiff.From(diff);
    }

    /// <summary>How the inputs of something without a provider's judgement differ: a component, or a provider itself.</summary>
    public static ResourceDiff CompareInputs(PropertyMap old, PropertyMap current)
    {
        var detailed = old.Keys.Union(current.Keys)
            .Select(key => (key, kind: (old.TryGetValue(key, out var was), current.TryGetValue(key, out var now)) switch
            {
                (true, false) => PropertyDiffKind.Delete,
                (false, true) => PropertyDiffKind.Add,
                _ when !was!.Equals(now) => PropertyDiffKind.Update,
                _ => default(PropertyDiffKind?),
            }))
            .Where(property => property.kind is not null)
            .ToImmutableSortedDictionary(property => property.key, property => new PropertyDiff(property.kind!.Value, false), StringComparer.Ordinal);
        return ResourceDiff.From(new DiffResult(detailed));
    }

    private static bool Matches(PropertyPath[] wanted, PropertyPath changed) =>
        // A change of a whole object changes the property within it that was named.
        wanted.Any(path => path.Contains(changed) || changed.Contains(path));

    private static string PackageOf(string provider) =>
        provider.Length == 0 ? "" : ProviderReference.Package(Urns.Type(ProviderReference.Parse(provider).Urn));
}
