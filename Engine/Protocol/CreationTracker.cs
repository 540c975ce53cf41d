using E3.Engine.Deployments;
using E3.Engine.State;

namespace E3.Engine.Protocol;

/// <summary>
/// Which resources of this run are there, so that a function which depends on one that a preview can only announce is not called: what it
/// would find is unknown (<see href="https://github.com/pulumi/pulumi/tree/master/pkg/resource/deploy/resourcetracker"/>).
/// </summary>
internal sealed class CreationTracker
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, bool> _isMissing = new(StringComparer.Ordinal);
    private readonly HashSet<string> _components = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _children = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _underWay = new(StringComparer.Ordinal);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Follows a registration to its end.</summary>
    public async Task<Registration> FollowAsync(string parent, bool custom, Func<Task<Registration>> register)
    {
        lock (_lock)
            _underWay[parent] = _underWay.GetValueOrDefault(parent) + 1;
        Registration? done = null;
        try
        {
            return done = await register();
        }
        finally
        {
            lock (_lock)
            {
                if (--_underWay[parent] == 0)
                    _underWay.Remove(parent);
                if (done is not null)
                    Add(done, parent, custom);
                _changed.SetResult();
                _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    /// <summary>
    /// Whether one of these, or a resource in a component among them, is not there; what is being registered in such a component is waited for.
    /// </summary>
    public async Task<bool> IsAnyMissingAsync(IReadOnlyCollection<string> urns, CancellationToken cancel)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                var components = new HashSet<string>(StringComparer.Ordinal);
                if (IsAnyMissing(urns, components))
                    return true;
                if (!components.Any(_underWay.ContainsKey))
                    return false;
                changed = _changed.Task;
            }
            await changed.WaitAsync(cancel);
        }
    }

    private void Add(Registration done, string parent, bool custom)
    {
        if (custom)
            _isMissing[done.Urn] = done.Id.Length == 0 || Signatures.IsUnknown(done.Id);
        else
            _components.Add(done.Urn);
        if (!_children.TryGetValue(parent, out var children))
            _children[parent] = children = [];
        children.Add(done.Urn);
    }

    /// <summary>Goes down through components as far as the first resource that a provider manages, and collects them.</summary>
    private bool IsAnyMissing(IReadOnlyCollection<string> urns, HashSet<string> components)
    {
        var open = new Stack<string>(urns);
        while (open.TryPop(out var urn))
        {
            if (_isMissing.GetValueOrDefault(urn))
                return true;
            if (!_components.Contains(urn) || !components.Add(urn))
                continue;
            foreach (var child in _children.GetValueOrDefault(urn, []))
                open.Push(child);
        }
        return false;
    }
}
