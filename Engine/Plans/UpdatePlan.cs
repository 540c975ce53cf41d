using System.Collections.Immutable;
using E3.Engine.Deployments;
using E3.Engine.Properties;
using E3.Engine.State;

namespace E3.Engine.Plans;

/// <summary>
/// What a preview found would be done, to hold an update to it
/// (<see href="https://www.pulumi.com/docs/iac/cli/commands/pulumi_preview/"/>, <c>--save-plan</c>): by URN, and the settings at that time.
/// </summary>
internal sealed record UpdatePlan(IReadOnlyDictionary<string, PlannedResource> Resources, IReadOnlyDictionary<string, ConfigValue> Config);

/// <summary>One resource of a plan. Without a goal it is to be deleted. The outputs are only for whoever reads the plan.</summary>
internal sealed record PlannedResource(PlannedGoal? Goal, ImmutableArray<string> Steps, PropertyMap? Outputs);

/// <summary>What a program asked of a resource when the plan was made.</summary>
internal sealed record PlannedGoal
{
    public required string Type { get; init; }

    public required string Name { get; init; }

    public required bool Custom { get; init; }

    public PlannedDiff Inputs { get; init; } = PlannedDiff.None;

    public PlannedDiff Outputs { get; init; } = PlannedDiff.None;

    public string Parent { get; init; } = "";

    public bool Protect { get; init; }

    public ImmutableArray<string> Dependencies { get; init; } = [];

    public string Provider { get; init; } = "";

    public ImmutableSortedDictionary<string, ImmutableArray<string>> PropertyDependencies { get; init; } = ResourceState.NoPropertyDependencies;

    public bool? DeleteBeforeReplace { get; init; }

    public ImmutableArray<string> IgnoreChanges { get; init; } = [];

    public ImmutableArray<string> AdditionalSecretOutputs { get; init; } = [];

    public ImmutableArray<AliasSpec> Aliases { get; init; } = [];

    public string ImportId { get; init; } = "";

    public CustomTimeouts Timeouts { get; init; } = CustomTimeouts.None;

    public static PlannedGoal Of(Goal goal, ResourceState wanted, PropertyMap? old) => new()
    {
        Type = goal.Type,
        Name = goal.Name,
        Custom = goal.Custom,
        Inputs = PlannedDiff.Between(old ?? PropertyMap.Empty, wanted.Inputs),
        Parent = goal.Parent,
        Protect = goal.Protect,
        Dependencies = goal.Dependencies,
        Provider = wanted.Provider,
        PropertyDependencies = goal.PropertyDependencies,
        DeleteBeforeReplace = goal.DeleteBeforeReplace,
        IgnoreChanges = goal.IgnoreChanges,
        AdditionalSecretOutputs = goal.AdditionalSecretOutputs,
        Aliases = goal.Aliases,
        ImportId = goal.ImportId,
        Timeouts = goal.Timeouts,
    };
}
