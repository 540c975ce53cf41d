using System.Collections.Concurrent;

namespace E3.Engine.Deployments;

/// <summary>Finds what a resource was in the state: under its own URN, or under one of its aliases.</summary>
internal sealed class FormerUrns(Deployment deployment)
{
    /// <summary>By the URN of a resource of this run, the one it was found under.</summary>
    private readonly ConcurrentDictionary<string, string> _former = new(StringComparer.Ordinal);

    /// <summary>By a URN of the state, the resource that took it over.</summary>
    private readonly ConcurrentDictionary<string, string> _successors = new(StringComparer.Ordinal);

    /// <summary>The record to go on with, and the alias it was found by; nothing for a new resource.</summary>
    public (Tracked? Old, string? Alias) Find(Goal goal, string urn, Func<string, bool> isRegistered)
    {
        if (_successors.TryGetValue(urn, out var successor))
            throw new EngineException($"{urn} has already become {successor} by an alias of that resource: take the alias away, or give this resource another name");
        if (deployment.State.Find(urn) is { } same)
            return (same, null);
        foreach (var alias in Aliases.Resolve(goal, urn, deployment.Stack, _former.GetValueOrDefault))
        {
            if (deployment.State.Find(alias) is not { } former)
                continue;
            if (isRegistered(alias))
                throw new EngineException($"the alias {alias} of {urn} is the name of another resource of this program: take the alias away, or rename that one");
            if (_successors.GetOrAdd(alias, urn) is var taken && taken != urn)
                throw new EngineException($"the alias {alias} of {urn} is one of {taken} too: only one of them can have been it");
            _former[urn] = alias;
            return (former, alias);
        }
        return (null, null);
    }
}
