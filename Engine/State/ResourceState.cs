using System.Collections.Immutable;
using System.Text.Json;
using E3.Engine.Properties;

namespace E3.Engine.State;

/// <summary>
/// One resource as the checkpoint keeps it
/// (<see href="https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/core.go"/>, ResourceV3). Texts that are not there are "".
/// </summary>
public sealed record ResourceState
{
    /// <summary>The unique name.</summary>
    public required string Urn { get; init; }

    /// <summary>The type token, such as <c>digitalocean:index/droplet:Droplet</c>.</summary>
    public required string Type { get; init; }

    /// <summary>True when a provider manages it, false for a component.</summary>
    public bool Custom { get; init; }

    /// <summary>True for the old half of a replacement that still has to be deleted.</summary>
    public bool Delete { get; init; }

    /// <summary>The provider's id; "" for a component.</summary>
    public string Id { get; init; } = "";

    /// <summary>What the program gave, with the provider's defaults.</summary>
    public PropertyMap Inputs { get; init; } = PropertyMap.Empty;

    /// <summary>What the provider returned, or what a component registered.</summary>
    public PropertyMap Outputs { get; init; } = PropertyMap.Empty;

    /// <summary>The parent's URN.</summary>
    public string Parent { get; init; } = "";

    /// <summary>True when it must not be deleted.</summary>
    public bool Protect { get; init; }

    /// <summary>True when the next update is to replace it, whatever the program says.</summary>
    public bool Taint { get; init; }

    /// <summary>True when it was read, not created: it is forgotten, never deleted.</summary>
    public bool External { get; init; }

    /// <summary>URNs of what it depends on.</summary>
    public ImmutableArray<string> Dependencies { get; init; } = [];

    /// <summary>Why it exists but is not usable; such a resource is updated or replaced at the next chance.</summary>
    public ImmutableArray<string> InitErrors { get; init; } = [];

    /// <summary>The provider resource that manages it, <c>urn::id</c>.</summary>
    public string Provider { get; init; } = "";

    /// <summary>By input property, the URNs its value came from.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> PropertyDependencies { get; init; } = NoPropertyDependencies;

    /// <summary>True when it was deleted to be created again and that has not happened yet.</summary>
    public bool PendingReplacement { get; init; }

    /// <summary>Outputs that the program declared secret.</summary>
    public ImmutableArray<string> AdditionalSecretOutputs { get; init; } = [];

    /// <summary>URNs it had before.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>Its own time-outs.</summary>
    public CustomTimeouts Timeouts { get; init; } = CustomTimeouts.None;

    /// <summary>The id it was imported by.</summary>
    public string ImportId { get; init; } = "";

    /// <summary>True when deleting means forgetting.</summary>
    public bool RetainOnDelete { get; init; }

    /// <summary>The URN with whose deletion it vanishes.</summary>
    public string DeletedWith { get; init; } = "";

    /// <summary>URNs whose replacement replaces it too.</summary>
    public ImmutableArray<string> ReplaceWith { get; init; } = [];

    /// <summary>When it came into the state.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When its state last changed.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>Property paths whose changes are ignored.</summary>
    public ImmutableArray<string> IgnoreChanges { get; init; } = [];

    /// <summary>Property paths whose changes replace it.</summary>
    public ImmutableArray<string> ReplaceOnChanges { get; init; } = [];

    /// <summary>Property paths whose changes are made but not shown.</summary>
    public ImmutableArray<string> HideDiffs { get; init; } = [];

    /// <summary>A value that replaces the resource whenever it becomes another; null when there is none.</summary>
    public PropertyValue? ReplacementTrigger { get; init; }

    /// <summary>Names of the program's functions that run along with it, by the moment: <c>BeforeCreate AfterCreate … OnError</c>.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Hooks { get; init; } = NoPropertyDependencies;

    /// <summary>Fields of the official engine that this one has no use for, kept as they are.</summary>
    public ImmutableSortedDictionary<string, JsonElement> Other { get; init; } = NoOther;

    internal static ImmutableSortedDictionary<string, ImmutableArray<string>> NoPropertyDependencies { get; } =
        ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal);

    internal static ImmutableSortedDictionary<string, JsonElement> NoOther { get; } =
        ImmutableSortedDictionary.Create<string, JsonElement>(StringComparer.Ordinal);

    /// <summary>True for a resource that is itself a provider.</summary>
    public bool IsProvider => ProviderReference.IsProviderType(Type);

    /// <summary>Every URN that must come before this one: parent, dependencies, and what its deletion or replacement hangs on.</summary>
    internal IEnumerable<string> Needs()
    {
        if (Parent.Length > 0)
            yield return Parent;
        foreach (var urn in Dependencies)
            yield return urn;
        foreach (var urn in PropertyDependencies.Values.SelectMany(urns => urns))
            yield return urn;
        if (DeletedWith.Length > 0)
            yield return DeletedWith;
        foreach (var urn in ReplaceWith)
            yield return urn;
    }

    /// <summary>The same, and the provider that manages it.</summary>
    internal IEnumerable<string> AllNeeds() => Provider.Length > 0 ? Needs().Prepend(ProviderReference.Parse(Provider).Urn) : Needs();

    /// <summary>True when both would be written the same way, times aside.</summary>
    internal bool SameAs(ResourceState other) =>
        Urn == other.Urn && Type == other.Type && Custom == other.Custom && Delete == other.Delete && Id == other.Id
        && Parent == other.Parent && Protect == other.Protect && Taint == other.Taint && External == other.External && Provider == other.Provider
        && PendingReplacement == other.PendingReplacement && ImportId == other.ImportId && RetainOnDelete == other.RetainOnDelete
        && DeletedWith == other.DeletedWith && Timeouts == other.Timeouts
        && Dependencies.SequenceEqual(other.Dependencies) && InitErrors.SequenceEqual(other.InitErrors)
        && AdditionalSecretOutputs.SequenceEqual(other.AdditionalSecretOutputs) && Aliases.SequenceEqual(other.Aliases)
        && ReplaceWith.SequenceEqual(other.ReplaceWith) && IgnoreChanges.SequenceEqual(other.IgnoreChanges)
        && ReplaceOnChanges.SequenceEqual(other.ReplaceOnChanges)
        && HideDiffs.SequenceEqual(other.HideDiffs) && Equals(ReplacementTrigger, other.ReplacementTrigger)
        && SameLists(PropertyDependencies, other.PropertyDependencies) && SameLists(Hooks, other.Hooks)
        && Inputs.Equals(other.Inputs) && Outputs.Equals(other.Outputs);

    private static bool SameLists(
        ImmutableSortedDictionary<string, ImmutableArray<string>> lists, ImmutableSortedDictionary<string, ImmutableArray<string>> others) =>
        lists.Count == others.Count && lists.All(entry => others.TryGetValue(entry.Key, out var list) && list.SequenceEqual(entry.Value));
}
