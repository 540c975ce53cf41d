using System.Collections.Immutable;

namespace Pulumi;

/// <summary>What a hook gets to see; which properties are there depends on the moment. Secrets are outputs.</summary>
/// <param name="urn">The resource's URN.</param>
/// <param name="id">Its id; empty before it exists.</param>
/// <param name="name">Its name.</param>
/// <param name="type">Its type token.</param>
/// <param name="newInputs">The inputs it gets (create, update).</param>
/// <param name="oldInputs">The inputs it had (update, delete).</param>
/// <param name="newOutputs">The outputs it got (after create, after update).</param>
/// <param name="oldOutputs">The outputs it had (update, delete).</param>
public class ResourceHookArgs(
    string urn,
    string id,
    string name,
    string type,
    ImmutableDictionary<string, object?>? newInputs = null,
    ImmutableDictionary<string, object?>? oldInputs = null,
    ImmutableDictionary<string, object?>? newOutputs = null,
    ImmutableDictionary<string, object?>? oldOutputs = null)
{
    /// <summary>The resource's URN.</summary>
    public string Urn { get; } = urn;

    /// <summary>Its id; empty before it exists.</summary>
    public string Id { get; } = id;

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Its type token.</summary>
    public string Type { get; } = type;

    /// <summary>The inputs it gets (create, update).</summary>
    public ImmutableDictionary<string, object?>? NewInputs { get; } = newInputs;

    /// <summary>The inputs it had (update, delete).</summary>
    public ImmutableDictionary<string, object?>? OldInputs { get; } = oldInputs;

    /// <summary>The outputs it got (after create, after update).</summary>
    public ImmutableDictionary<string, object?>? NewOutputs { get; } = newOutputs;

    /// <summary>The outputs it had (update, delete).</summary>
    public ImmutableDictionary<string, object?>? OldOutputs { get; } = oldOutputs;
}
