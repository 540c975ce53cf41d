using Pulumi.Generator.Schema;

namespace Pulumi.Generator.Typing;

/// <summary>Reads the types of a schema.</summary>
internal sealed class Shapes(PackageSchema schema)
{
    private const string OwnTypes = "#/types/";

    /// <param name="type">The type as written.</param>
    /// <param name="where">The property that has it, for errors.</param>
    public Shape Of(TypeReference type, string where)
    {
        if (type.Ref is { } reference)
        {
            return OfReference(reference, where);
        }

        if (type.OneOf is { } alternatives)
        {
            return new Shape.EitherOf([.. alternatives.Select(alternative => Of(alternative, where))]);
        }

        return type.Type switch
        {
            "array" => new Shape.ListOf(Of(type.Items ?? throw Unsupported("an array without items", where), where)),
            "object" => new Shape.MapOf(type.AdditionalProperties is { } values ? Of(values, where) : new Shape.Simple("string")),
            var simple => Simple(simple, where),
        };
    }

    /// <summary>The type of the package that has this token; its tokens are checked here, once for all.</summary>
    public TypeDefinition Definition(string token) => schema.Types[token];

    private Shape OfReference(string reference, string where)
    {
        if (reference.StartsWith(OwnTypes, StringComparison.Ordinal))
        {
            var token = Uri.UnescapeDataString(reference[OwnTypes.Length..]);
            if (!schema.Types.TryGetValue(token, out var definition))
            {
                throw new GeneratorException($"{where}: the schema has no type '{token}'");
            }

            return definition.Enum is null
                ? new Shape.ObjectOf(token)
                : new Shape.EnumOf(token, Simple(definition.Type, token).CSharp);
        }

        return reference switch
        {
            "pulumi.json#/Any" => new Shape.Simple("object"),
            "pulumi.json#/Archive" => new Shape.Simple("Archive"),
            "pulumi.json#/Asset" => new Shape.Simple("AssetOrArchive"),
            "pulumi.json#/Json" => new Shape.Simple("JsonElement"),
            _ => throw Unsupported($"a reference to '{reference}'", where),
        };
    }

    private static Shape.Simple Simple(string? name, string where) => name switch
    {
        "string" => new Shape.Simple("string"),
        "boolean" => new Shape.Simple("bool", IsValue: true),
        "integer" => new Shape.Simple("int", IsValue: true),
        "number" => new Shape.Simple("double", IsValue: true),
        _ => throw Unsupported($"the type '{name}'", where),
    };

    private static GeneratorException Unsupported(string what, string where)
        => new($"{where} has {what}, which this generator does not write");
}
