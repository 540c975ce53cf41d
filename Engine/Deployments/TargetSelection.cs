using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>
/// Which resources an operation may touch, which it must leave alone, and which it must replace: URNs, or globs where * stops at a colon
/// and ** does not.
/// </summary>
internal sealed class TargetSelection
{
    private readonly Pattern[] _targets;
    private readonly Pattern[] _excludes;
    private readonly Pattern[] _replace;
    private readonly OperationRequest _request;
    private readonly ConcurrentDictionary<string, bool> _chosen = new(StringComparer.Ordinal);

    public TargetSelection(OperationRequest request, Snapshot snapshot)
    {
        if (request.Targets.Count > 0 && (request.Excludes.Count > 0 || request.ExcludeProtected))
            throw new EngineException("targets and excludes cannot be given together: name either what to touch or what to leave alone");
        _request = request;
        _targets = [.. request.Targets.Select(text => new Pattern(text))];
        _excludes = [.. request.Excludes.Select(text => new Pattern(text))];
        _replace = [.. request.Replace.Select(text => new Pattern(text))];
        foreach (var state in snapshot.Resources)
        {
            if (request.ExcludeProtected && state is { Protect: true, Delete: false })
                _chosen[state.Urn] = true;
            MustReplace(state.Urn);
            Contains(state);
        }
    }

    /// <summary>True when only what was named may be touched.</summary>
    public bool HasTargets => _targets.Length > 0;

    /// <summary>True when everything but what was named may be touched.</summary>
    public bool HasExcludes => _excludes.Length > 0 || _request.ExcludeProtected;

    /// <summary>True when not everything may be touched.</summary>
    public bool IsConstrained => HasTargets || HasExcludes;

    /// <summary>What was named and fits no resource seen so far.</summary>
    public IEnumerable<string> Unmatched => _targets.Concat(_excludes).Concat(_replace).Where(pattern => !pattern.Matched).Select(pattern => pattern.Text);

    /// <summary>Whether a resource, which needs these others, may be touched. To be asked in an order of dependencies.</summary>
    public bool Contains(string urn, IEnumerable<string> needs)
    {
        if (HasTargets)
            return IsChosen(urn, needs, _targets, _request.TargetDependents);
        return !HasExcludes || !IsChosen(urn, needs, _excludes, _request.ExcludeDependents);
    }

    public bool Contains(ResourceState state) => Contains(state.Urn, state.AllNeeds());

    public bool MustReplace(string urn) => Matches(_replace, urn);

    private bool IsChosen(string urn, IEnumerable<string> needs, Pattern[] patterns, bool withDependents)
    {
        if (Matches(patterns, urn) || (withDependents && needs.Any(_chosen.ContainsKey)))
            _chosen.TryAdd(urn, true);
        return _chosen.ContainsKey(urn);
    }

    // Every pattern is tried, so that each knows whether it fits anything.
    private static bool Matches(Pattern[] patterns, string urn) => patterns.Aggregate(false, (found, pattern) => pattern.Matches(urn) || found);

    private sealed class Pattern(string text)
    {
        private readonly Regex _regex = new(
            $"^{Regex.Escape(text).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^:]*", StringComparison.Ordinal)}$",
            RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

        public string Text => text;

        public bool Matched { get; private set; }

        public bool Matches(string urn)
        {
            if (!_regex.IsMatch(urn))
                return false;
            Matched = true;
            return true;
        }
    }
}
