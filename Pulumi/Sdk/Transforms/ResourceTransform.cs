using System.Collections.Immutable;

namespace Pulumi;

/// <summary>
/// Looks at a resource on its way into the engine, and may change its properties and options. Unlike a
/// <see cref="ResourceTransformation"/> it runs when the engine asks, and so sees what other programs register too.
/// </summary>
/// <param name="args">The resource.</param>
/// <param name="cancellationToken">Cancelled when the engine no longer waits.</param>
/// <returns>The new properties and options; null = leave both as they are.</returns>
public delegate Task<ResourceTransformResult?> ResourceTransform(ResourceTransformArgs args, CancellationToken cancellationToken = default);

#pragma warning disable CA1815 // Never compared.
/// <summary>What a transform gets to see.</summary>
/// <param name="name">The resource's name.</param>
/// <param name="type">Its type token.</param>
/// <param name="custom">Whether a provider is behind it; else it is a component.</param>
/// <param name="args">
/// Its properties by their names in the provider's schema. What is unknown, secret or comes from a resource is an output.
/// </param>
/// <param name="options">Its options: <see cref="CustomResourceOptions"/> or <see cref="ComponentResourceOptions"/>.</param>
public readonly struct ResourceTransformArgs(
    string name, string type, bool custom, ImmutableDictionary<string, object?> args, ResourceOptions options)
{
    /// <summary>The resource's name.</summary>
    public string Name { get; } = name;

    /// <summary>Its type token.</summary>
    public string Type { get; } = type;

    /// <summary>Whether a provider is behind it; else it is a component.</summary>
    public bool Custom { get; } = custom;

    /// <summary>
    /// Its properties by their names in the provider's schema. What is unknown, secret or comes from a resource is an output.
    /// </summary>
    public ImmutableDictionary<string, object?> Args { get; } = args;

    /// <summary>Its options: <see cref="CustomResourceOptions"/> or <see cref="ComponentResourceOptions"/>.</summary>
    public ResourceOptions Options { get; } = options;
}

/// <summary>What a transform gives back.</summary>
/// <param name="args">The properties.</param>
/// <param name="options">The options; a changed parent has no effect.</param>
public readonly struct ResourceTransformResult(ImmutableDictionary<string, object?> args, ResourceOptions options)
{
    /// <summary>The properties.</summary>
    public ImmutableDictionary<string, object?> Args { get; } = args;

    /// <summary>The options; a changed parent has no effect.</summary>
    public ResourceOptions Options { get; } = options;
}
#pragma warning restore CA1815
