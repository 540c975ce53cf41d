namespace Pulumi;

/// <summary>Marks a property of a resource that the engine fills in, or a property of a stack or component to publish.</summary>
/// <param name="name">Its name in the provider's schema; null = the property's own.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutputAttribute(string? name = null) : Attribute
{
    /// <summary>Its name in the provider's schema; null = the property's own.</summary>
    public string? Name { get; } = name;
}

/// <summary>Marks a member of a bag of arguments that goes to the provider.</summary>
/// <param name="name">Its name in the provider's schema.</param>
/// <param name="required">Whether leaving it out is an error.</param>
/// <param name="json">Whether the provider takes it as JSON text.</param>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
#pragma warning disable CA1019 // What the arguments were is nobody else's business, in the official SDK too.
public sealed class InputAttribute(string name, bool required = false, bool json = false) : Attribute
#pragma warning restore CA1019
{
    internal string Name { get; } = name;

    internal bool IsRequired { get; } = required;

    internal bool Json { get; } = json;
}

/// <summary>Names the type of a resource, so that a reference to one becomes an object of this class.</summary>
/// <param name="type">The type token: <c>package:module:Type</c>.</param>
/// <param name="version">The version of the package; null fits any.</param>
[AttributeUsage(AttributeTargets.Class)]
#pragma warning disable CA1813 // Every package derives its own.
public class ResourceTypeAttribute(string type, string? version) : Attribute
#pragma warning restore CA1813
{
    /// <summary>The type token: <c>package:module:Type</c>.</summary>
    public string Type { get; } = type;

    /// <summary>The version of the package; null fits any.</summary>
    public string? Version { get; } = version;
}
