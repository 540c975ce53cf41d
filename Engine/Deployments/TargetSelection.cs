using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>Which resources an operation may touch, and which it must replace: URNs, or globs where * stops at a colon and ** does not.</summary>
internal sealed class TargetSelection
{
    private readonly Pattern[] _targets;
    private readonly Pattern[] _replace;
    private readonly bool _withDependents;
    private readonly ConcurrentDictionary<string, bool> _dependents = new(StringComparer.Ordinal);

    public TargetSelection(OperationRequest request, Snapshot snapshot)
    {
        _targets = [.. request.Targets.Select(text => new Pattern(text))];
        _replace = [.. request.Replace.Select(text => new Pattern(text))];
        _withDependents = request.TargetDependents;
        foreach (var state in snapshot.Resources)
        {
            MustReplace(state.Urn);
            Contains(state.Urn, Needs(state));
        }
    }

    /// <summary>True when not everything is a target.</summary>
    public bool IsConstrained => _targets.Length > 0;

    /// <summary>The targets and replacements that fit no resource seen so far.</summary>
    public IEnumerable<string> Unmatched => _targets.Concat(_replace).Where(pattern => !pattern.Matched).Select(pattern => pattern.Text);

    /// <summary>Whether a resource, which needs these others, is a target. To be asked in an order of dependencies.</summary>
    public bool Contains(string urn, IEnumerable<string> needs)
    {
        if (!IsConstrained)
            return true;
        var named = _targets.Aggregate(false, (found, pattern) => pattern.Matches(urn) || found);
        var dependent = _withDependents && needs.Any(needed => _dependents.ContainsKey(needed));
        if (named || dependent)
            _dependents.TryAdd(urn, true);
        return named || _dependents.ContainsKey(urn);
    }

    public bool Contains(ResourceState state) => Contains(state.Urn, Needs(state));

    public bool MustReplace(string urn) => _replace.Aggregate(false, (found, pattern) => pattern.Matches(urn) || found);

    private static IEnumerable<string> Needs(ResourceState state) =>
        state.Provider.Length > 0 ? state.Needs().Append(ProviderReference.Parse(state.Provider).Urn) : state.Needs();

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
