namespace Pulumi;

/// <summary>Looks at a resource about to be registered, and may change its properties and options.</summary>
/// <param name="args">The resource.</param>
/// <returns>The new properties and options; null = leave both as they are.</returns>
public delegate ResourceTransformationResult? ResourceTransformation(ResourceTransformationArgs args);

/// <summary>What a transformation gets to see.</summary>
/// <param name="resource">The resource; its outputs are not there yet.</param>
/// <param name="args">Its properties.</param>
/// <param name="options">Its options.</param>
#pragma warning disable CA1815 // Never compared.
public readonly struct ResourceTransformationArgs(Resource resource, ResourceArgs args, ResourceOptions options)
{
    /// <summary>The resource; its outputs are not there yet.</summary>
    public Resource Resource { get; } = resource;

    /// <summary>Its properties.</summary>
    public ResourceArgs Args { get; } = args;

    /// <summary>Its options.</summary>
    public ResourceOptions Options { get; } = options;
}

/// <summary>What a transformation gives back.</summary>
/// <param name="args">The properties.</param>
/// <param name="options">The options; the parent must stay the same.</param>
public readonly struct ResourceTransformationResult(ResourceArgs args, ResourceOptions options)
{
    /// <summary>The properties.</summary>
    public ResourceArgs Args { get; } = args;

    /// <summary>The options.</summary>
    public ResourceOptions Options { get; } = options;
}
#pragma warning restore CA1815
