namespace Pulumi;

/// <summary>Marks an interface that stands for several <see cref="OutputTypeAttribute"/> classes, told apart by a property.</summary>
/// <param name="propertyName">The property's name in the provider's schema.</param>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class DiscriminatedUnionDiscriminatorAttribute(string propertyName) : Attribute
{
    /// <summary>The property's name in the provider's schema.</summary>
    public string PropertyName { get; } = propertyName;
}

/// <summary>One of the classes that the interface stands for.</summary>
/// <param name="tag">What the discriminating property then holds.</param>
/// <param name="type">The class.</param>
[AttributeUsage(AttributeTargets.Interface, AllowMultiple = true)]
public sealed class DiscriminatedUnionCaseAttribute(string tag, Type type) : Attribute
{
    /// <summary>What the discriminating property then holds.</summary>
    public string Tag { get; } = tag;

    /// <summary>The class.</summary>
    public Type Type { get; } = type;
}
