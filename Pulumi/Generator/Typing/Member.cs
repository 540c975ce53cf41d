using Pulumi.Generator.Naming;
using Pulumi.Generator.Schema;

namespace Pulumi.Generator.Typing;

/// <summary>A property of a class to write.</summary>
/// <param name="Wire">Its name in the schema and on the wire.</param>
/// <param name="Name">Its name in C#.</param>
/// <param name="Shape">What it holds.</param>
/// <param name="Spec">What else the schema says.</param>
/// <param name="IsRequired">Whether it must be given, or is always there.</param>
internal sealed record Member(string Wire, string Name, Shape Shape, PropertySpec Spec, bool IsRequired)
{
    public static IReadOnlyList<Member> Of(
        Shapes shapes, string owner, Dictionary<string, PropertySpec> properties, IReadOnlySet<string> required)
        =>
        [
            .. properties
                .OrderBy(property => property.Key, StringComparer.Ordinal)
                .Select(property => One(shapes, owner, property.Key, property.Value, required.Contains(property.Key))),
        ];

    private static Member One(Shapes shapes, string owner, string wire, PropertySpec spec, bool isRequired)
    {
        var where = $"{owner}.{wire}";
        return spec.Const is null
            ? new(wire, Identifiers.OfProperty(wire, spec), shapes.Of(spec, where), spec, isRequired)
            : throw new GeneratorException($"{where} is a constant, which this generator does not write");
    }
}
