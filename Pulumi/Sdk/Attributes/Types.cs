namespace Pulumi;

/// <summary>Marks a class that a property can turn out to hold; made through its <see cref="OutputConstructorAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OutputTypeAttribute : Attribute;

/// <summary>Marks the constructor whose parameters are the properties of an <see cref="OutputTypeAttribute"/> class.</summary>
[AttributeUsage(AttributeTargets.Constructor)]
public sealed class OutputConstructorAttribute : Attribute;

/// <summary>Says which property a constructor's parameter stands for, when their names differ.</summary>
/// <param name="name">The name in the provider's schema.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OutputConstructorParameterAttribute(string name) : Attribute
{
    /// <summary>The name in the provider's schema.</summary>
    public string Name { get; } = name;
}

/// <summary>
/// Marks a struct that stands for a fixed set of strings or numbers. It has a constructor from, and an explicit conversion
/// to, the underlying type.
/// </summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class EnumTypeAttribute : Attribute;
