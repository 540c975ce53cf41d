using E3.Engine.Properties;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>
/// What must go first when a resource is deleted before its replacement exists: the dependants that cannot live through it. They are held
/// back from registering until it is decided, and until they are deleted.
/// </summary>
internal sealed class ReplacementCascade(Deployment deployment, Differ differ, ResourceSteps steps) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly Lock _lock = new();
    private readonly HashSet<string> _claimed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TaskCompletionSource> _held = new(StringComparer.Ordinal);
    private readonly Lazy<ILookup<string, ResourceState>> _dependants = new(() => deployment.Start.Resources
        .Where(state => !state.Delete)
        .SelectMany(state => state.AllNeeds().Distinct().Select(needed => (needed, state)))
        .ToLookup(pair => pair.needed, pair => pair.state, StringComparer.Ordinal));

    private readonly Lazy<Dictionary<string, int>> _order = new(() => deployment.Start.Resources
        .Select((state, place) => (state, place)).Where(item => !item.state.Delete)
        .ToDictionary(item => item.state.Urn, item => item.place, StringComparer.Ordinal));

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>Claims a resource, under its name in the state, for its registration; waits while it is held.</summary>
    public async Task ClaimAsync(string oldUrn)
    {
        while (true)
        {
            Task wait;
            lock (_lock)
            {
                if (!_held.TryGetValue(oldUrn, out var held))
                {
                    _claimed.Add(oldUrn);
                    return;
                }
                wait = held.Task;
            }
            await wait.WaitAsync(deployment.Abort);
        }
    }

    /// <summary>Deletes a resource and, before it, the dependants that go with it; each keeps its record until its replacement is there.</summary>
    public Task DeleteAsync(Tracked root) =>
        DeleteAsync(root, () => steps.DeleteAsync(root, Ops.DeleteReplaced, NeedsCall(root.State), toBeReplaced: true));

    /// <summary>Deletes what a provider manages, which its replacement is to make anew.</summary>
    public Task DeleteManagedAsync(Tracked provider) => DeleteAsync(provider, () => Task.CompletedTask);

    private async Task DeleteAsync(Tracked root, Func<Task> deleteRoot)
    {
        var held = new List<string>();
        try
        {
            var doomed = await DecideAsync(root.State, held);
            foreach (var state in Enumerable.Reverse(doomed))
            {
                if (deployment.State.Find(state.Urn) is { State.PendingReplacement: false } dependant)
                    await steps.DeleteAsync(dependant, Ops.DeleteReplaced, NeedsCall(dependant.State), toBeReplaced: true);
            }
            await deleteRoot();
        }
        finally
        {
            Release(held);
        }
    }

    /// <summary>Whether deleting takes a call: not for what is only known here, or is to be left alone.</summary>
    public static bool NeedsCall(ResourceState state) =>
        state is { Custom: true, External: false, RetainOnDelete: false, PendingReplacement: false } && !state.IsProvider;

    private async Task<List<ResourceState>> DecideAsync(ResourceState root, List<string> held)
    {
        // One decision at a time: a dependant of two roots is held by one of them, and the other waits for what becomes of it.
        await _oneAtATime.WaitAsync(deployment.Abort);
        try
        {
            var going = new HashSet<string>(StringComparer.Ordinal) { root.Urn };
            var doomed = new List<ResourceState>();
            foreach (var dependant in TransitiveDependants(root.Urn))
            {
                // A refresh that came first may have changed it.
                var state = deployment.FindState(dependant.Urn) ?? dependant;
                if (!await HoldAsync(state.Urn, held) || !await MustGoAsync(state, going))
                    continue;
                if (state.Protect && !deployment.Request.IgnoreProtect)
                    throw new EngineException(Protection.Refusal(state.Urn, $"replaced together with {root.Urn}"));
                going.Add(state.Urn);
                doomed.Add(state);
            }
            foreach (var state in doomed)
                deployment.Replaced[state.Urn] = true;
            return doomed;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>False when it has registered already: then it did not wait for what goes now, so it no longer depends on it.</summary>
    private async Task<bool> HoldAsync(string urn, List<string> held)
    {
        while (true)
        {
            Task wait;
            lock (_lock)
            {
                if (_claimed.Contains(urn))
                    return false;
                if (!_held.TryGetValue(urn, out var other))
                {
                    _held.Add(urn, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
                    held.Add(urn);
                    return true;
                }
                wait = other.Task;
            }
            await wait.WaitAsync(deployment.Abort);
        }
    }

    private async Task<bool> MustGoAsync(ResourceState state, HashSet<string> going)
    {
        if (state is not { Custom: true, External: false } || state.IsProvider)
            return false;
        if (going.Contains(state.DeletedWith) || state.ReplaceWith.Any(going.Contains) || (state.Provider.Length > 0 && going.Contains(ProviderReference.Parse(state.Provider).Urn)))
            return true;
        var touched = state.PropertyDependencies.Where(entry => entry.Value.Any(going.Contains)).Select(entry => entry.Key).ToArray();
        if (touched.Length == 0)
            return false;
        // Values that come from what goes are unknown for now: would that take a new one?
        var inputs = touched.Where(state.Inputs.ContainsKey).Aggregate(state.Inputs, (map, key) => map.With(key, PropertyValue.Unknown.Value));
        var provider = await deployment.Providers.GetAsync(state.Provider, deployment.FindProvider);
        inputs = IgnoredChanges.Restore(state.IgnoreChanges, state.Inputs, inputs, _ => { });
        return (await differ.CompareAsync(state, inputs, state.ReplaceOnChanges, provider)).Replaces;
    }

    private IEnumerable<ResourceState> TransitiveDependants(string urn)
    {
        var found = new Dictionary<string, ResourceState>(StringComparer.Ordinal);
        var open = new Queue<string>([urn]);
        while (open.TryDequeue(out var next))
        {
            foreach (var state in _dependants.Value[next])
            {
                if (found.TryAdd(state.Urn, state))
                    open.Enqueue(state.Urn);
            }
        }
        return found.Values.OrderBy(state => _order.Value[state.Urn]);
    }

    private void Release(List<string> urns)
    {
        lock (_lock)
        {
            foreach (var urn in urns)
            {
                if (_held.Remove(urn, out var held))
                    held.SetResult();
            }
        }
    }
}
