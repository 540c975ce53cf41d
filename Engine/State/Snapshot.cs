using System.Collections.Immutable;
using System.Text.Json;
using E3.Engine.Properties;

namespace E3.Engine.State;

/// <summary>All that is known of a stack: its resources, each after everything it needs, and calls whose end is not known.</summary>
public sealed record Snapshot(ImmutableArray<ResourceState> Resources, ImmutableArray<PendingOperation> PendingOperations)
{
    /// <summary>A stack with nothing in it.</summary>
    public static Snapshot Empty { get; } = new([], []);

    /// <summary>Parts of an official checkpoint that this engine has no use for, by field name, kept as they are.</summary>
    internal ImmutableSortedDictionary<string, JsonElement> Other { get; init; } = ResourceState.NoOther;

    /// <summary>The stack's outputs, secrets still wrapped; null when the stack itself is not there.</summary>
    public PropertyMap? Outputs =>
        Resources.FirstOrDefault(resource => resource is { Type: Urns.StackType, Delete: false })?.Outputs;
}
