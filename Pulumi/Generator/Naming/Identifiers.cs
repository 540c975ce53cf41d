using System.Text;
using Pulumi.Generator.Schema;

namespace Pulumi.Generator.Naming;

/// <summary>Names of the schema as C# identifiers, the same ones that the official packages have.</summary>
internal static class Identifiers
{
    private static readonly HashSet<string> Keywords =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue",
        "decimal", "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally",
        "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long",
        "namespace", "new", "null", "object", "operator", "out", "override", "params", "private", "protected", "public",
        "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch",
        "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void",
        "volatile", "while",
    ];

    public static string Capitalised(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    public static string OfProperty(string name, PropertySpec property) => property.Language.CSharp?.Name ?? Capitalised(Joined(name));

    public static string OfField(string name) => "_" + Joined(name);

    public static string OfParameter(string name) => Keywords.Contains(name) ? "@" + name : Joined(name);

    /// <summary>A value of an enumeration: its name where it has one, else its text with underscores for what C# does not allow.</summary>
    public static string OfValue(EnumValue value, string type)
    {
        var name = value.Name ?? value.Value.ToString();
        var safe = new StringBuilder();
        foreach (var letter in name)
        {
            var legal = char.IsLetterOrDigit(letter) ? letter : '_';
            if (legal != '_' || safe is not [.., '_'])
            {
                safe.Append(legal);
            }
        }

        if (safe.Length == 0 || safe.ToString() == "_")
        {
            throw new GeneratorException($"the value '{name}' of {type} makes no C# name");
        }

        if (char.IsDigit(safe[0]))
        {
            safe.Insert(0, '_');
        }

        var identifier = Capitalised(safe.ToString());
        return identifier[0] == '_' ? type + identifier : identifier == "Equals" ? "EqualsValue" : identifier;
    }

    /// <summary><c>my-name</c> as <c>myName</c>.</summary>
    public static string Joined(string name)
        => name.Split('-', StringSplitOptions.RemoveEmptyEntries) is [var first, .. var rest] && rest.Length > 0
            ? first + string.Concat(rest.Select(Capitalised))
            : name;
}
