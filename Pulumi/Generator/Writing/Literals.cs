using System.Text.Json;
using Pulumi.Generator.Naming;
using Pulumi.Generator.Typing;

namespace Pulumi.Generator.Writing;

/// <summary>Values of the schema as C#.</summary>
internal sealed class Literals(Package package)
{
    public static string Text(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    public static string Texts(IEnumerable<string> texts) => string.Join(", ", texts.Select(Text));

    /// <summary>The default that the schema gives, or null.</summary>
    public string? Default(Member member) => member.Spec.Default is not { } value ? null : member.Shape switch
    {
        Shape.EnumOf type => OfEnum(type.Token, value),
        _ when value.ValueKind == JsonValueKind.String => Text(Released(value.GetString()!)),
        _ when value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => throw new GeneratorException($"'{member.Wire}' has the default {value.GetRawText()}, which this generator does not write"),
    };

    /// <summary>What reads the default from the environment, or null.</summary>
    public static string? FromEnvironment(Member member)
    {
        if (member.Spec.DefaultInfo is not { Environment: { Count: > 0 } variables })
        {
            return null;
        }

        return member.Shape is Shape.Simple { CSharp: "string" }
            ? $"Defaults.Variable({Texts(variables)})"
            : throw new GeneratorException($"'{member.Wire}' is no text and has a default from the environment, which this generator does not write");
    }

    private string OfEnum(string token, JsonElement value)
    {
        var type = package.Types.TokenOf(token);
        var chosen = package.Shapes.Definition(token).Enum!.FirstOrDefault(one => one.Value.GetRawText() == value.GetRawText())
            ?? throw new GeneratorException($"the default {value.GetRawText()} is no value of {token}");
        return $"{package.Types.NamespaceOf(type)}.{type.Name}.{Identifiers.OfValue(chosen, type.Name)}";
    }

    private string Released(string text) => package.Selection.Unreleased is { } unreleased
        ? text.Replace(unreleased, package.Selection.Version, StringComparison.Ordinal)
        : text;
}
