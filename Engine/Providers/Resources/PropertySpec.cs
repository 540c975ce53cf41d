using System.Collections.Immutable;
using E3.Engine.Properties;

namespace E3.Engine.Providers.Resources;

/// <summary>What a value may be.</summary>
internal enum PropertyKind
{
    Text,
    Number,
    Bool,
    List,

    /// <summary>A list whose order means nothing.</summary>
    Set,

    /// <summary>Names to values of one kind.</summary>
    Map,

    /// <summary>An object with properties of its own.</summary>
    Object,

    Asset,
    Anything,
}

/// <summary>One input of a resource type: its name in the package's schema, its kind and what a change of it means.</summary>
internal sealed record PropertySpec(string Name, PropertyKind Kind)
{
    public bool Required { get; init; }

    /// <summary>A change needs a new resource.</summary>
    public bool Replaces { get; init; }

    /// <summary>What it is when not given; null for nothing.</summary>
    public PropertyValue? Default { get; init; }

    /// <summary>What not giving it means to the API, so that giving just that is no change; null for nothing else.</summary>
    public PropertyValue? Absent { get; init; }

    /// <summary>Not giving it any more leaves it as it is, for then the cloud decides.</summary>
    public bool IsComputed { get; init; }

    /// <summary>The kind of a list's, set's or map's elements.</summary>
    public PropertyKind Element { get; init; } = PropertyKind.Anything;

    /// <summary>The properties of an object, or of each element that is one.</summary>
    public ImmutableArray<PropertySpec> Fields { get; init; } = [];

    /// <summary>The only texts allowed; empty for any.</summary>
    public ImmutableArray<string> OneOf { get; init; } = [];

    /// <summary>The text is compared without what is around it (a key file ends with a line end, or not).</summary>
    public bool Trimmed { get; init; }

    /// <summary>Not given, it becomes the resource's name in the program and seven random hexadecimal digits.</summary>
    public bool IsName { get; init; }

    /// <summary>A name made so is in lower case, for an API that takes no other.</summary>
    public bool IsLowercase { get; init; }

    /// <summary>Case means nothing to the API.</summary>
    public bool AnyCase { get; init; }

    public static PropertySpec Text(string name) => new(name, PropertyKind.Text);

    public static PropertySpec Bool(string name) => new(name, PropertyKind.Bool);

    public static PropertySpec Number(string name) => new(name, PropertyKind.Number);

    public static PropertySpec Set(string name, PropertyKind element) => new(name, PropertyKind.Set) { Element = element };

    public static PropertySpec List(string name, PropertyKind element) => new(name, PropertyKind.List) { Element = element };
}
