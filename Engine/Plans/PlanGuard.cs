using System.Collections.Concurrent;
using E3.Engine.Deployments;
using E3.Engine.Properties;
using E3.Engine.State;

namespace E3.Engine.Plans;

/// <summary>
/// Holds an update to a plan. It may do less than planned (nothing where something was to change, an update where a replacement was
/// planned) and nothing else. The order in which the steps of one resource come is the engine's affair.
/// </summary>
internal sealed class PlanGuard(UpdatePlan plan) : IPlan
{
    private readonly ConcurrentDictionary<string, List<string>> _left = new(
        plan.Resources.Select(resource => KeyValuePair.Create(resource.Key, resource.Value.Steps.ToList())), StringComparer.Ordinal);

    /// <summary>The settings that are not what they were.</summary>
    public IEnumerable<string> ChangedConfig(IReadOnlyDictionary<string, ConfigValue> config) => plan.Config.Keys.Union(config.Keys)
        .Where(key => !(plan.Config.TryGetValue(key, out var planned) && config.TryGetValue(key, out var now) && planned.Value == now.Value))
        .Order(StringComparer.Ordinal);

    public void Goal(Goal goal, ResourceState wanted, PropertyMap? old)
    {
        if (!plan.Resources.TryGetValue(wanted.Urn, out var planned))
        {
            // A new one is refused as the step it leads to.
            if (old is not null && PlannedDiff.None.Violations(old, wanted.Inputs).FirstOrDefault() is { } changed)
                throw Violation(wanted.Urn, $"its input '{changed}' changes, and the plan has nothing for it");
            return;
        }
        if (planned.Goal is not { } expected)
            throw Violation(wanted.Urn, "the plan deletes it, and the program has it");
        if (Difference(expected, PlannedGoal.Of(goal, wanted, old)) is { } difference)
            throw Violation(wanted.Urn, $"its option {difference} is not as planned");
        if (string.Join("', '", expected.Inputs.Violations(old ?? PropertyMap.Empty, wanted.Inputs)) is { Length: > 0 } inputs)
            throw Violation(wanted.Urn, $"its inputs '{inputs}' are not as planned");
    }

    public void Step(string op, string urn)
    {
        if (op == Ops.Refresh)
            return;
        if (!_left.TryGetValue(urn, out var left))
        {
            if (op != Ops.Same)
                throw Violation(urn, $"the plan has nothing for it, and it would be done: {op}");
            return;
        }
        lock (left)
        {
            var place = left.FindIndex(planned => Allows(planned, op));
            if (place < 0)
                throw Violation(urn, $"it would be done: {op}; planned: {(left.Count > 0 ? string.Join(", ", left) : "nothing more")}");
            // Less than planned: the other halves of a replacement fall away with it.
            if (op is Ops.Same or Ops.Update)
                left.Clear();
            else
                left.RemoveAt(place);
        }
    }

    public void Outputs(string urn, PropertyMap? old, PropertyMap outputs)
    {
        if (!plan.Resources.TryGetValue(urn, out var planned) || planned.Goal is not { } goal)
            throw Violation(urn, "the plan has no outputs for it");
        if (string.Join("', '", goal.Outputs.Violations(old ?? PropertyMap.Empty, outputs)) is { Length: > 0 } names)
            throw Violation(urn, $"its outputs '{names}' are not as planned");
    }

    public void CheckDeletes(IEnumerable<(string Op, string Urn)> deletes)
    {
        foreach (var (op, urn) in deletes)
        {
            if (!_left.TryGetValue(urn, out var left) || !left.Exists(planned => Allows(planned, op)))
                throw Violation(urn, $"it would be done: {op}; the plan does not have that, so nothing is deleted");
        }
    }

    /// <summary>What was planned and has not been done, but for deletes of what is gone already.</summary>
    public IEnumerable<string> Undone(Func<string, bool> exists) => _left
        .Where(entry => entry.Value.Exists(op => op is not Ops.Same && (op != Ops.Delete || exists(entry.Key))))
        .Select(entry => $"{entry.Key} violates the plan: planned and not done: {string.Join(", ", entry.Value)}").Order(StringComparer.Ordinal);

    private static bool Allows(string planned, string op) => op == planned || planned switch
    {
        Ops.Create or Ops.Update => op == Ops.Same,
        Ops.Replace or Ops.CreateReplacement or Ops.DeleteReplaced or Ops.DiscardReplaced => op is Ops.Same or Ops.Update,
        _ => false,
    };

    private static string? Difference(PlannedGoal planned, PlannedGoal now)
    {
        static bool Set<T>(IEnumerable<T> one, IEnumerable<T> other) => one.ToHashSet().SetEquals(other);

        return (planned, now) switch
        {
            _ when planned.Custom != now.Custom => "custom",
            _ when !SameProvider(planned.Provider, now.Provider) => "provider",
            _ when planned.Parent != now.Parent => "parent",
            _ when planned.Protect != now.Protect => "protect",
            _ when planned.DeleteBeforeReplace != now.DeleteBeforeReplace => "deleteBeforeReplace",
            _ when planned.ImportId != now.ImportId => "import",
            _ when planned.Timeouts != now.Timeouts => "customTimeouts",
            _ when !Set(planned.IgnoreChanges, now.IgnoreChanges) => "ignoreChanges",
            _ when !Set(planned.AdditionalSecretOutputs, now.AdditionalSecretOutputs) => "additionalSecretOutputs",
            _ when !Set(planned.Dependencies, now.Dependencies) => "dependsOn",
            _ when !Set(planned.Aliases, now.Aliases) => "aliases",
            // A property that was unknown may be left out in the end.
            _ => planned.PropertyDependencies.Where(entry => now.PropertyDependencies.TryGetValue(entry.Key, out var urns) && !Set(entry.Value, urns))
                .Select(entry => $"dependencies of '{entry.Key}'").FirstOrDefault(),
        };
    }

    /// <summary>The id of a provider that the preview could only announce is any.</summary>
    private static bool SameProvider(string planned, string now)
    {
        if (planned == now || planned.Length == 0 || now.Length == 0)
            return planned == now;
        var (expected, actual) = (ProviderReference.Parse(planned), ProviderReference.Parse(now));
        return expected.Urn == actual.Urn && Signatures.IsUnknown(expected.Id);
    }

    private static EngineException Violation(string urn, string what) =>
        new($"{urn} violates the plan: {what}. Make a new plan with a preview, or update without one.");
}
