using System.Collections.Concurrent;
using E3.Engine.Deployments;
using E3.Engine.Properties;
using E3.Engine.State;

namespace E3.Engine.Plans;

/// <summary>Writes down, while a preview runs, what an update would do.</summary>
internal sealed class PlanRecorder : IPlan
{
    private readonly ConcurrentDictionary<string, PlannedResource> _resources = new(StringComparer.Ordinal);

    public UpdatePlan Plan(IReadOnlyDictionary<string, ConfigValue> config) => new(_resources, config);

    public void Goal(Goal goal, ResourceState wanted, PropertyMap? old)
    {
        var planned = PlannedGoal.Of(goal, wanted, old);
        _resources.AddOrUpdate(wanted.Urn, _ => new PlannedResource(planned, [], null), (_, known) => known with { Goal = planned });
    }

    public void Step(string op, string urn)
    {
        // A look at what is there is not what a plan is about.
        if (op != Ops.Refresh)
            _resources.AddOrUpdate(urn, _ => new PlannedResource(null, [op], null), (_, known) => known with { Steps = known.Steps.Add(op) });
    }

    public void Outputs(string urn, PropertyMap? old, PropertyMap outputs) => _resources.AddOrUpdate(
        urn,
        _ => throw new EngineException($"outputs were registered for {urn}, which is not a component of this program"),
        (_, known) => known with
        {
            Outputs = outputs,
            Goal = known.Goal is { } goal ? goal with { Outputs = PlannedDiff.Between(old ?? PropertyMap.Empty, outputs) } : null,
        });

    public void CheckDeletes(IEnumerable<(string Op, string Urn)> deletes)
    {
        // They are recorded as the steps they are.
    }
}
