namespace Pulumi.Generator.Typing;

/// <summary>What a property of the schema holds, before it is known where in C# it stands.</summary>
internal abstract record Shape
{
    /// <summary>A type that C# or the SDK has.</summary>
    public sealed record Simple(string CSharp, bool IsValue = false) : Shape;

    public sealed record ListOf(Shape Element) : Shape;

    public sealed record MapOf(Shape Element) : Shape;

    /// <summary>An object type of the package.</summary>
    public sealed record ObjectOf(string Token) : Shape;

    /// <summary>An enumeration of the package.</summary>
    public sealed record EnumOf(string Token, string Underlying) : Shape;

    public sealed record EitherOf(IReadOnlyList<Shape> Alternatives) : Shape;

    public bool IsCollection => this is ListOf or MapOf;

    public bool IsValueType => this is Simple { IsValue: true } or EnumOf;

    /// <summary>This shape and all within it, without what the properties of object types hold.</summary>
    public IEnumerable<Shape> Parts() => this switch
    {
        ListOf list => [this, .. list.Element.Parts()],
        MapOf map => [this, .. map.Element.Parts()],
        EitherOf either => [this, .. either.Alternatives.SelectMany(alternative => alternative.Parts())],
        _ => [this],
    };
}
