namespace Pulumi;

/// <summary>A resource that a provider creates, reads, updates and deletes.</summary>
public class CustomResource : Resource
{
    /// <summary>Registers the resource; its outputs come once the engine has it.</summary>
    /// <param name="type">The type token: <c>package:module:Type</c>.</param>
    /// <param name="name">Unique among the resources of this type under the same parent.</param>
    /// <param name="args">The properties; null = none.</param>
    /// <param name="options">Everything else.</param>
    public CustomResource(string type, string name, ResourceArgs? args, CustomResourceOptions? options = null)
        : this(type, name, args, options, registerPackageRequest: null)
    {
    }

    // A call without options fits both constructors, in the official package too: give them, be it as null.

    /// <summary>Registers a resource of a parameterised package.</summary>
    /// <param name="type">The type token: <c>package:module:Type</c>.</param>
    /// <param name="name">Unique among the resources of this type under the same parent.</param>
    /// <param name="args">The properties; null = none.</param>
    /// <param name="options">Everything else.</param>
    /// <param name="registerPackageRequest">The package.</param>
    public CustomResource(
        string type,
        string name,
        ResourceArgs? args,
        CustomResourceOptions? options = null,
        RegisterPackageRequest? registerPackageRequest = null)
        : base(type, name, custom: true, args ?? ResourceArgs.Empty, options ?? new(), remote: false, registerPackageRequest)
    {
    }

    private protected CustomResource(string type, string name) : base(type, name)
    {
    }

    /// <summary>What the provider calls it; unknown until it exists.</summary>
    [Output("id")]
    public Output<string> Id { get; private protected set; } = null!;
}
