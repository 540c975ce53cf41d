namespace Pulumi;

/// <summary>A resource that a provider creates, reads, updates and deletes.</summary>
public class CustomResource : Resource
{
    // No default for the options: the official package has two overloads, between which a call without them is ambiguous.

    /// <summary>Registers the resource; its outputs come once the engine has it.</summary>
    /// <param name="type">The type token: <c>package:module:Type</c>.</param>
    /// <param name="name">Unique among the resources of this type under the same parent.</param>
    /// <param name="args">The properties; null = none.</param>
    /// <param name="options">Everything else.</param>
    public CustomResource(string type, string name, ResourceArgs? args, CustomResourceOptions? options)
        : base(type, name, custom: true, args ?? ResourceArgs.Empty, options ?? new(), remote: false)
    {
    }

    private protected CustomResource(string type, string name) : base(type, name)
    {
    }

    /// <summary>What the provider calls it; unknown until it exists.</summary>
    [Output("id")]
    public Output<string> Id { get; private protected set; } = null!;
}
