namespace E3.Engine.State;

/// <summary>
/// What must hold of every state that is read or written: providers before what they manage, parents before children, dependencies before
/// dependants, at most one live resource per URN.
/// </summary>
internal static class SnapshotIntegrity
{
    /// <summary>The first thing wrong with a snapshot, or null.</summary>
    public static string? FirstFault(Snapshot snapshot)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var live = new HashSet<string>(StringComparer.Ordinal);
        var providers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var state in snapshot.Resources)
        {
            if (!state.Custom && state.Id.Length > 0)
                return $"component {state.Urn} has an id";
            if (state.IsProvider)
            {
                if (state.Id.Length == 0)
                    return $"provider {state.Urn} has no id";
                providers.Add(new ProviderReference(state.Urn, state.Id).ToString());
            }
            if (state.Provider.Length > 0 && !state.PendingReplacement && !providers.Contains(state.Provider))
                return $"resource {state.Urn} refers to provider {state.Provider}, which is not before it";
            foreach (var needed in state.Needs())
            {
                if (!seen.Contains(needed))
                    return $"resource {state.Urn} needs {needed}, which {(Contains(snapshot, needed) ? "comes after it" : "is missing")}";
            }
            if (!state.Delete && !live.Add(state.Urn))
                return $"resource {state.Urn} is there twice";
            seen.Add(state.Urn);
        }
        return null;
    }

    private static bool Contains(Snapshot snapshot, string urn) => snapshot.Resources.Any(state => state.Urn == urn);
}
