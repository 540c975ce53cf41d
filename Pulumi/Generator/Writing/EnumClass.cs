using Pulumi.Generator.Naming;
using Pulumi.Generator.Schema;

namespace Pulumi.Generator.Writing;

/// <summary>An enumeration: texts and numbers are structs, so that others can be given too; whole numbers are an enum.</summary>
internal sealed class EnumClass(Package package)
{
    public string Write(Token token, Heading heading, TypeDefinition type) => SourceFile.Of(package, heading.Namespace, writer =>
    {
        writer.Summary(heading.Summary);
        switch (type.Type)
        {
            case "string":
                WriteStruct(writer, token, heading, type, "string");
                break;
            case "number":
                WriteStruct(writer, token, heading, type, "double");
                break;
            case "integer":
                WriteEnum(writer, token, heading, type);
                break;
            default:
                throw new GeneratorException($"{token.Text} is an enumeration of {type.Type}, which this generator does not write");
        }
    });

    private void WriteEnum(CodeWriter writer, Token token, Heading heading, TypeDefinition type)
        => writer.Block($"public enum {heading.Name}", () =>
        {
            foreach (var value in type.Enum!)
            {
                writer.Gap();
                WriteAbove(writer, token, heading, value);
                writer.Line($"{Identifiers.OfValue(value, heading.Name)} = {value.Value.GetRawText()},");
            }
        });

    private void WriteStruct(CodeWriter writer, Token token, Heading heading, TypeDefinition type, string underlying)
    {
        var name = heading.Name;
        var isText = underlying == "string";
        writer.Line("[EnumType]");
        writer.Block($"public readonly struct {name} : IEquatable<{name}>", () =>
        {
            writer.Line($"private readonly {underlying} _value;");
            writer.Gap();
            writer.Line(isText
                ? $"private {name}(string value) => _value = value ?? throw new ArgumentNullException(nameof(value));"
                : $"private {name}(double value) => _value = value;");
            foreach (var value in type.Enum!)
            {
                writer.Gap();
                WriteAbove(writer, token, heading, value);
                var literal = isText ? Literals.Text(value.Value.GetString()!) : value.Value.GetRawText();
                writer.Line($"public static {name} {Identifiers.OfValue(value, name)} {{ get; }} = new({literal});");
            }

            WriteComparison(writer, name, underlying);
        });
    }

    private static void WriteComparison(CodeWriter writer, string name, string underlying)
    {
        var isText = underlying == "string";
        (string Summary, string Line)[] members =
        [
            ("Whether both stand for the same.", $"public static bool operator ==({name} left, {name} right) => left.Equals(right);"),
            ("Whether the two differ.", $"public static bool operator !=({name} left, {name} right) => !left.Equals(right);"),
            ("What it stands for.", $"public static explicit operator {underlying}({name} value) => value._value;"),
            ("", $"public override bool Equals(object? obj) => obj is {name} other && Equals(other);"),
            ("", isText
                ? $"public bool Equals({name} other) => string.Equals(_value, other._value, StringComparison.Ordinal);"
                : $"public bool Equals({name} other) => _value.Equals(other._value);"),
            ("", isText
                ? "public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;"
                : "public override int GetHashCode() => _value.GetHashCode();"),
            ("", isText
                ? "public override string ToString() => _value;"
                : "public override string ToString() => _value.ToString(System.Globalization.CultureInfo.InvariantCulture);"),
        ];
        foreach (var (summary, line) in members)
        {
            writer.Gap();
            if (summary.Length > 0)
            {
                writer.Summary(summary);
            }
            else
            {
                writer.Line("/// <inheritdoc/>");
            }

            if (line.Contains("Equals(object", StringComparison.Ordinal) || line.Contains("GetHashCode() =>", StringComparison.Ordinal))
            {
                writer.Line("[EditorBrowsable(EditorBrowsableState.Never)]");
            }

            writer.Line(line);
        }
    }

    private void WriteAbove(CodeWriter writer, Token token, Heading heading, EnumValue value)
    {
        var key = value.Value.ToString();
        writer.Summary(package.Words.For(token.InWords, key) ?? $"<c>{System.Security.SecurityElement.Escape(key)}</c>.");
        if (value.DeprecationMessage is not null)
        {
            writer.Line($"[Obsolete({Literals.Text(Facts.Instead(package.Words.For(token.InWords, key + "!"), heading.Page))})]");
        }
    }
}
