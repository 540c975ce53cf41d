namespace E3.Engine.State;

/// <summary>
/// Puts resources behind what they need, moving no more than that takes. What a run has handled comes in such an order by itself; a
/// resource it left alone (not a target, or failed) may need something that comes later.
/// </summary>
internal static class DependencyOrder
{
    /// <summary>The places of the states, in order.</summary>
    public static IReadOnlyList<int> Sort(IReadOnlyList<ResourceState> states)
    {
        var live = new Dictionary<string, int>(StringComparer.Ordinal);
        var leaving = new Dictionary<string, int>(StringComparer.Ordinal);
        var providers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var place = 0; place < states.Count; place++)
        {
            var state = states[place];
            (state.Delete ? leaving : live)[state.Urn] = place;
            if (state.IsProvider)
                providers[new ProviderReference(state.Urn, state.Id).ToString()] = place;
        }
        // What was left alone may still name a resource as it was called before (see FormerNames).
        for (var place = 0; place < states.Count; place++)
        {
            foreach (var former in states[place].Aliases)
                (states[place].Delete ? leaving : live).TryAdd(former, place);
        }

        var sorted = new List<int>(states.Count);
        var visited = new bool[states.Count];
        var open = new Stack<(int Place, IEnumerator<int> Needs)>();
        for (var start = 0; start < states.Count; start++)
        {
            Visit(start);
            while (open.TryPeek(out var next))
            {
                if (!next.Needs.MoveNext())
                {
                    sorted.Add(next.Place);
                    open.Pop().Needs.Dispose();
                }
                else
                {
                    Visit(next.Needs.Current);
                }
            }
        }
        return sorted;

        void Visit(int place)
        {
            if (visited[place])
                return;
            visited[place] = true;
            open.Push((place, Needs(states[place]).GetEnumerator()));
        }

        // Of a provider that was replaced, the half that is named.
        IEnumerable<int> Needs(ResourceState state)
        {
            if (providers.TryGetValue(state.Provider, out var provider))
                yield return provider;
            foreach (var urn in state.AllNeeds())
            {
                if (Find(state.Delete, urn) is { } place)
                    yield return place;
            }
        }

        // The old half of a replacement was made when what it needs was old too.
        int? Find(bool fromLeaving, string urn)
        {
            var (first, second) = fromLeaving ? (leaving, live) : (live, leaving);
            return first.TryGetValue(urn, out var place) || second.TryGetValue(urn, out place) ? place : null;
        }
    }

    /// <summary>Every URN that must come before a resource, its provider included.</summary>
    public static IEnumerable<string> AllNeeds(ResourceState state) => state.AllNeeds();
}
