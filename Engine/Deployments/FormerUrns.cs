using System.Collections.Concurrent;

namespace E3.Engine.Deployments;

/// <summary>Finds what a resource was in the state: under its own URN, or under one of its aliases.</summary>
internal sealed class FormerUrns(Deployment deployment)
{
    /// <summary>By the URN of a resource of this run, the one it was found under.</summary>
    private readonly ConcurrentDictionary<string, string> _former = new(StringComparer.Ordinal);

    /// <summary>By a URN of the state, the resource that took it over.</summary>
    private readonly ConcurrentDictionary<string, string> _successors = new(StringComparer.Ordinal);

    /// <summary>
    /// The record to go on with, and the alias it was found by; nothing for a new resource. A name that another resource of this program
    /// has, or has taken over, is no longer there to be had.
    /// </summary>
    public (Tracked? Old, string? Alias) Find(Goal goal, string urn, Func<string, bool> isRegistered)
    {
        if (deployment.State.Find(urn) is { } same)
            return (same, null);
        foreach (var alias in Aliases.Resolve(goal, urn, deployment.Stack, _former.GetValueOrDefault))
        {
            if (isRegistered(alias) || deployment.State.Find(alias) is not { } former || _successors.GetOrAdd(alias, urn) != urn)
                continue;
            _former[urn] = alias;
            return (former, alias);
        }
        return (null, null);
    }
}
