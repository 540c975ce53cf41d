using System.Collections.Immutable;
using E3.Engine.Properties;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>What a program asks a resource to be.</summary>
internal sealed record Goal
{
    public required string Type { get; init; }

    public required string Name { get; init; }

    public required bool Custom { get; init; }

    public string Parent { get; init; } = "";

    public PropertyMap Inputs { get; init; } = PropertyMap.Empty;

    public ImmutableArray<string> Dependencies { get; init; } = [];

    public ImmutableSortedDictionary<string, ImmutableArray<string>> PropertyDependencies { get; init; } = ResourceState.NoPropertyDependencies;

    /// <summary>The provider to use, <c>urn::id</c>; "" for the package's default one.</summary>
    public string Provider { get; init; } = "";

    public string Version { get; init; } = "";

    public string PluginDownloadUrl { get; init; } = "";

    public bool Protect { get; init; }

    /// <summary>Null leaves it to the provider.</summary>
    public bool? DeleteBeforeReplace { get; init; }

    public ImmutableArray<string> IgnoreChanges { get; init; } = [];

    public ImmutableArray<string> ReplaceOnChanges { get; init; } = [];

    public bool RetainOnDelete { get; init; }

    public string DeletedWith { get; init; } = "";

    public ImmutableArray<string> ReplaceWith { get; init; } = [];

    public CustomTimeouts Timeouts { get; init; } = CustomTimeouts.None;

    public ImmutableArray<string> AdditionalSecretOutputs { get; init; } = [];

    public ImmutableArray<AliasSpec> Aliases { get; init; } = [];

    /// <summary>The id of what exists already and is to be taken over instead of creating one; "" to create.</summary>
    public string ImportId { get; init; } = "";

    public ImmutableArray<string> HideDiffs { get; init; } = [];

    public PropertyValue? ReplacementTrigger { get; init; }

    /// <summary>Names of hooks by <see cref="HookMoments"/>.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Hooks { get; init; } = ResourceState.NoPropertyDependencies;

    /// <summary>Every URN that must be there, and well, before this resource can be worked on.</summary>
    public IEnumerable<string> Needs()
    {
        IEnumerable<string> needs = [.. Dependencies, .. PropertyDependencies.Values.SelectMany(urns => urns), .. ReplaceWith];
        if (Parent.Length > 0)
            needs = needs.Append(Parent);
        if (DeletedWith.Length > 0)
            needs = needs.Append(DeletedWith);
        if (Provider.Length > 0)
            needs = needs.Append(ProviderReference.Parse(Provider).Urn);
        return needs;
    }
}

/// <summary>A name a resource had before: a whole URN, or the parts of it that were different (null: as now).</summary>
internal sealed record AliasSpec(string? Urn, string? Name, string? Type, string? Stack, string? Project, string? ParentUrn, bool NoParent);

/// <summary>How a registration ended.</summary>
internal enum RegistrationOutcome
{
    /// <summary>The resource is as asked.</summary>
    Success,

    /// <summary>It could not be made so; the reason has been told.</summary>
    Failed,

    /// <summary>It was not tried: something it needs failed.</summary>
    Skipped,
}

/// <summary>What a program learns of a resource it registered. The id is "" while unknown, and for a component.</summary>
internal sealed record Registration(string Urn, string Id, PropertyMap Outputs, RegistrationOutcome Outcome);
