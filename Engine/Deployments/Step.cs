using System.Collections.Immutable;
using E3.Engine.Events;
using E3.Engine.Providers;
using E3.Engine.Secrets;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>Pulumi's names of what is done to a resource.</summary>
internal static class Ops
{
    public const string Same = "same";
    public const string Create = "create";
    public const string Update = "update";
    public const string Delete = "delete";
    public const string Replace = "replace";
    public const string CreateReplacement = "create-replacement";
    public const string DeleteReplaced = "delete-replaced";
    public const string Read = "read";
    public const string Refresh = "refresh";
    public const string Import = "import";
    public const string ImportReplacement = "import-replacement";
    public const string ReadReplacement = "read-replacement";
    public const string Discard = "discard";
    public const string DiscardReplaced = "discard-replaced";
    public const string RemovePendingReplace = "remove-pending-replace";
}

/// <summary>One thing done to one resource, as it is told to whoever watches.</summary>
internal sealed record Step(string Op, string Urn, ResourceState? Old, ResourceState? New, ResourceDiff? Diff = null)
{
    /// <summary>
    /// What it counts as; null does not count: a part of a replacement, which is counted as a whole, and what no program asked for, such as
    /// a default provider.
    /// </summary>
    public string? CountsAs { get; init; } = IsPart(Op) || Op == Ops.RemovePendingReplace || DefaultProviderName.Is(Urn) ? null : Op;

    public StepEventMetadata Describe()
    {
        var state = New ?? Old!;
        return new StepEventMetadata(
            Op, Urn, state.Type, Describe(Old), Describe(New), Diff?.Keys ?? [], Diff?.TopLevel ?? [],
            Diff?.Detailed.ToImmutableSortedDictionary(entry => entry.Key, entry => Describe(entry.Value), StringComparer.Ordinal),
            !IsPart(Op), state.Provider);
    }

    private static bool IsPart(string op) => op is Ops.CreateReplacement or Ops.DeleteReplaced or Ops.DiscardReplaced or Ops.ImportReplacement or Ops.ReadReplacement;

    private static EventPropertyDiff Describe(PropertyDiff diff)
    {
        var kind = diff.Kind switch
        {
            PropertyDiffKind.Add => "add",
            PropertyDiffKind.Delete => "delete",
            _ => "update",
        };
        return new EventPropertyDiff(diff.Replaces ? $"{kind}-replace" : kind, InputDiff: true);
    }

    private static StepEventStateMetadata? Describe(ResourceState? state) => state is null
        ? null
        : new StepEventStateMetadata(
            state.Type, state.Urn, state.Custom, state.Delete, state.Id, state.Parent, state.Protect, state.External, state.RetainOnDelete,
            SecretMask.Mask(state.Inputs), SecretMask.Mask(state.Outputs), state.Provider, state.InitErrors)
        {
            HideDiffs = state.HideDiffs,
        };
}
