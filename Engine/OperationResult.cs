using System.Collections.Immutable;
using E3.Engine.Properties;
using E3.Engine.State;

namespace E3.Engine;

/// <summary>
/// How an operation ended. <paramref name="Changes"/> counts resources by what was done to them: <c>same</c>, <c>create</c>, <c>update</c>,
/// <c>replace</c>, <c>delete</c>, <c>read</c>, <c>import</c>, <c>refresh</c> (looked at before an update), <c>discard</c>. <paramref name="Outputs"/> are the stack's outputs afterwards, secrets
/// still wrapped; null when the stack has none. <paramref name="Canceled"/> is true when the operation was asked to stop.
/// </summary>
public sealed record OperationResult(
    bool Succeeded, IReadOnlyDictionary<string, int> Changes, TimeSpan Duration, PropertyMap? Outputs, bool Canceled = false)
{
    /// <summary>What an import took over, parents first.</summary>
    public ImmutableArray<ResourceState> Imported { get; init; } = [];

    /// <summary>True when anything was, or in a preview would be, done.</summary>
    public bool HasChanges => Changes.Any(change => change.Key is not ("same" or "read" or "refresh") && change.Value > 0);
}
