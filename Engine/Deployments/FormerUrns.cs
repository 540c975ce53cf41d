namespace E3.Engine.Deployments;

/// <summary>
/// Which resource of this run goes on with which record of the state: the one under its own URN, or the one under one of its aliases. A URN
/// has one taker, whatever the order in which registrations come, as in the official engine (pkg/resource/deploy/step_generator.go,
/// getOldResource).
/// </summary>
internal sealed class FormerUrns(Deployment deployment)
{
    private readonly Lock _lock = new();

    /// <summary>By the URN of a resource of this run, the one it was found under.</summary>
    private readonly Dictionary<string, string> _former = new(StringComparer.Ordinal);

    /// <summary>By a URN of the state, the resource that took it over.</summary>
    private readonly Dictionary<string, string> _successors = new(StringComparer.Ordinal);

    private readonly HashSet<string> _registered = new(StringComparer.Ordinal);

    /// <summary>True when the program has registered or read a resource with this URN.</summary>
    public bool IsRegistered(string urn)
    {
        lock (_lock)
            return _registered.Contains(urn);
    }

    /// <summary>Takes the URN for a resource of this run: the record that it goes on with, and the alias it was found by; nothing for a new one.</summary>
    /// <exception cref="EngineException">Another resource of the program has the URN, has taken it over, or has the URN that an alias names.</exception>
    public (Tracked? Old, string? Alias) Register(Goal goal, string urn)
    {
        lock (_lock)
        {
            if (!_registered.Add(urn))
                throw new EngineException($"Duplicate resource URN '{urn}'; try giving it a unique name");
            if (_successors.TryGetValue(urn, out var successor))
                throw new EngineException($"Duplicate resource URN '{urn}' conflicting with alias on resource with URN '{successor}'; remove that alias, or give one of the two another name");
            if (deployment.State.Find(urn) is { } same)
                return (same, null);
            foreach (var alias in Aliases.Resolve(goal, urn, deployment.Stack, _former.GetValueOrDefault))
            {
                if (!deployment.State.HadAtStart(alias))
                    continue;
                if (_registered.Contains(alias) || _successors.ContainsKey(alias))
                {
                    throw new EngineException(
                        $"Duplicate resource alias '{alias}' applied to resource with URN '{urn}' conflicting with resource with URN '{_successors.GetValueOrDefault(alias, alias)}'; "
                        + "remove the alias from one of the two");
                }
                _successors[alias] = urn;
                _former[urn] = alias;
                return (deployment.State.Find(alias), alias);
            }
            return (null, null);
        }
    }
}
