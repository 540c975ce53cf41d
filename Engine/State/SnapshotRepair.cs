using System.Collections.Immutable;

namespace E3.Engine.State;

/// <summary>
/// What mends a state that is not sound: resources put behind what they need, references to what is not there taken out, a child of a
/// missing parent given a URN without it (<see href="https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/snapshot.go"/>, Repair).
/// </summary>
public sealed class SnapshotRepair
{
    private readonly List<PrunedResource> _pruned = [];

    private SnapshotRepair(Snapshot before, string fault)
    {
        Fault = fault;
        var sorted = DependencyOrder.Sort(before.Resources);
        Reordered = [.. Moved(sorted).Select(place => before.Resources[place])];
        Repaired = before with { Resources = Prune([.. sorted.Select(place => before.Resources[place])]) };
        RemainingFault = SnapshotIntegrity.FirstFault(Repaired);
    }

    /// <summary>What was wrong first.</summary>
    public string Fault { get; }

    /// <summary>The mended state.</summary>
    public Snapshot Repaired { get; }

    /// <summary>The resources that moved in front of others.</summary>
    public ImmutableArray<ResourceState> Reordered { get; }

    /// <summary>The resources that lost references.</summary>
    public IReadOnlyList<PrunedResource> Pruned => _pruned;

    /// <summary>What is wrong all the same, so that the repair is of no use; null when nothing is.</summary>
    public string? RemainingFault { get; }

    /// <summary>The repair of a state; null when it is sound.</summary>
    public static SnapshotRepair? Of(Snapshot snapshot) => SnapshotIntegrity.FirstFault(snapshot) is { } fault ? new SnapshotRepair(snapshot, fault) : null;

    /// <summary>The places from which something moved forward: those that a later one had stood behind before.</summary>
    private static IEnumerable<int> Moved(IReadOnlyList<int> sorted)
    {
        var nextInOrder = 0;
        var taken = new HashSet<int>();
        foreach (var place in sorted)
        {
            while (taken.Contains(nextInOrder))
                nextInOrder++;
            if (place != nextInOrder)
                yield return place;
            taken.Add(place);
        }
    }

    private ImmutableArray<ResourceState> Prune(IReadOnlyList<ResourceState> sorted)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var kept = ImmutableArray.CreateBuilder<ResourceState>(sorted.Count);
        foreach (var state in sorted)
        {
            var removed = new List<(string Urn, string Kind)>();
            var urn = state.Urn;
            if (state.Parent.Length > 0)
            {
                var parent = Present(state.Parent, "parent").FirstOrDefault("");
                // A URN that its parent's type is not in was given by an alias, and is none of the repair's business.
                if (parent != state.Parent)
                    urn = Urns.Create(Urns.Stack(urn), Urns.Project(urn), parent, Urns.Type(urn), Urns.Name(urn));
            }
            var pruned = state with
            {
                Urn = urn,
                Parent = state.Parent.Length > 0 ? names.GetValueOrDefault(state.Parent, "") : "",
                Dependencies = [.. state.Dependencies.SelectMany(needed => Present(needed, "dependency"))],
                PropertyDependencies = ResourceState.NoPropertyDependencies.AddRange(state.PropertyDependencies.Select(entry => KeyValuePair.Create(
                    entry.Key, entry.Value.SelectMany(needed => Present(needed, $"property dependency: {entry.Key}")).ToImmutableArray()))),
                DeletedWith = state.DeletedWith.Length > 0 ? Present(state.DeletedWith, "deleted with").FirstOrDefault("") : "",
                ReplaceWith = [.. state.ReplaceWith.SelectMany(needed => Present(needed, "replace with"))],
                Provider = Renamed(state.Provider),
            };
            names[state.Urn] = urn;
            if (removed.Count > 0 || urn != state.Urn)
                _pruned.Add(new PrunedResource(state.Urn, urn, state.Delete, removed));
            kept.Add(removed.Count > 0 || !pruned.SameAs(state) ? pruned : state);

            IEnumerable<string> Present(string needed, string kind)
            {
                if (names.TryGetValue(needed, out var now))
                    return [now];
                removed.Add((needed, kind));
                return [];
            }
        }
        return kept.ToImmutable();

        string Renamed(string provider)
        {
            if (provider.Length == 0)
                return provider;
            var reference = ProviderReference.Parse(provider);
            return names.TryGetValue(reference.Urn, out var now) ? (reference with { Urn = now }).ToString() : provider;
        }
    }
}

/// <summary>
/// A resource that lost references in a repair: its URN before and after, whether it is the old half of a replacement, and each reference
/// with what it was: <c>parent</c>, <c>dependency</c>, <c>property dependency: name</c>, <c>deleted with</c>, <c>replace with</c>.
/// </summary>
public sealed record PrunedResource(string OldUrn, string NewUrn, bool Deleted, IReadOnlyList<(string Urn, string Kind)> Removed);
