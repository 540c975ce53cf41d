using System.Collections.Immutable;

namespace E3.Engine.State;

/// <summary>
/// Once a resource has taken a new URN by an alias, what this run has not come to yet still names the old one; in what is written
/// every reference must hold.
/// </summary>
internal static class FormerNames
{
    public static Snapshot Replace(Snapshot snapshot)
    {
        if (snapshot.Resources.All(state => state.Aliases.IsEmpty))
            return snapshot;
        var present = snapshot.Resources.Select(state => state.Urn).ToHashSet(StringComparer.Ordinal);
        var renamed = snapshot.Resources
            .SelectMany(state => state.Aliases.Select(alias => (alias, state.Urn)))
            .Where(pair => !present.Contains(pair.alias))
            .DistinctBy(pair => pair.alias)
            .ToDictionary(pair => pair.alias, pair => pair.Urn, StringComparer.Ordinal);
        return renamed.Count == 0 ? snapshot : Replace(snapshot, renamed);
    }

    /// <summary>Replaces every reference to a former name, and the name itself where a resource still has it.</summary>
    public static Snapshot Replace(Snapshot snapshot, Dictionary<string, string> renamed) => snapshot with
    {
        Resources = [.. snapshot.Resources.Select(state => Replace(state, renamed))],
        PendingOperations = [.. snapshot.PendingOperations.Select(pending => pending with { Resource = Replace(pending.Resource, renamed) })],
    };

    private static ResourceState Replace(ResourceState state, Dictionary<string, string> renamed)
    {
        string Now(string urn) => renamed.GetValueOrDefault(urn, urn);

        var provider = state.Provider;
        if (provider.Length > 0)
        {
            var reference = ProviderReference.Parse(provider);
            provider = (reference with { Urn = Now(reference.Urn) }).ToString();
        }
        return state.Provider == provider && !renamed.ContainsKey(state.Urn) && !state.Needs().Any(renamed.ContainsKey)
            ? state
            : state with
            {
                Urn = Now(state.Urn),
                Provider = provider,
                Parent = Now(state.Parent),
                Dependencies = [.. state.Dependencies.Select(Now)],
                PropertyDependencies = ResourceState.NoPropertyDependencies.AddRange(
                    state.PropertyDependencies.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Select(Now).ToImmutableArray()))),
                DeletedWith = Now(state.DeletedWith),
                ReplaceWith = [.. state.ReplaceWith.Select(Now)],
            };
    }
}
