namespace Pulumi.Automation;

/// <summary>A resource to take over.</summary>
public class ImportResource
{
    /// <summary>Its name in the stack.</summary>
    public string? Name { get; init; }

    /// <summary>Its type: <c>package:module:type</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The provider's name of it.</summary>
    public string? Id { get; init; }

    /// <summary>The resource it belongs to: a name of <see cref="ImportOptions.NameTable"/>.</summary>
    public string? Parent { get; init; }

    /// <summary>The provider that manages it: a name of <see cref="ImportOptions.NameTable"/>.</summary>
    public string? Provider { get; init; }

    /// <summary>The version of that provider.</summary>
    public string? Version { get; init; }

    /// <summary>Its name in the stack where <see cref="Name"/> is only the one in the program's text.</summary>
    public string? LogicalName { get; init; }

    /// <summary>The inputs that the program's text gets; null = those that the provider needs.</summary>
    public List<string>? Properties { get; init; }

    /// <summary>Whether it is a component, which is not looked up anywhere.</summary>
    public bool? Component { get; init; }

    /// <summary>Whether it is a component that a provider makes.</summary>
    public bool? Remote { get; init; }
}
