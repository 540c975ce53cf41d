using System.Globalization;
using System.Text;
using System.Text.Json;

namespace E3.Engine.Workspace.Yaml;

/// <summary>A value to be written into a YAML text, and how it looks there.</summary>
internal abstract record YamlValue
{
    /// <summary>A scalar, as it stands in the text (quoted where it must be).</summary>
    public sealed record Scalar(string Text) : YamlValue;

    /// <summary>An object.</summary>
    public sealed record Map(IReadOnlyList<KeyValuePair<string, YamlValue>> Entries) : YamlValue;

    /// <summary>A list.</summary>
    public sealed record List(IReadOnlyList<YamlValue> Items) : YamlValue;

    /// <summary>A string: quoted when its plain form would mean something else.</summary>
    public static YamlValue String(string value) => new Scalar(Quote(value));

    /// <summary>An encrypted value in Pulumi's notation.</summary>
    public static YamlValue Secure(string ciphertext) => new Map([KeyValuePair.Create("secure", String(ciphertext))]);

    /// <summary>A value of JSON.</summary>
    public static YamlValue From(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => new Map([.. json.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, From(member.Value)))]),
        JsonValueKind.Array => new List([.. json.EnumerateArray().Select(From)]),
        JsonValueKind.String => String(json.GetString()!),
        _ => new Scalar(json.GetRawText()),
    };

    /// <summary>What a text holds already, scalars verbatim.</summary>
    public static YamlValue From(YamlTree tree, string text) => tree switch
    {
        YamlMapping mapping => new Map([.. mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key.Value, From(entry.Value, text)))]),
        YamlSequence sequence => new List([.. sequence.Items.Select(item => From(item, text))]),
        _ => new Scalar(text[tree.Span.Start..tree.ContentEnd]),
    };

    /// <summary>The value as block lines, each indented by <paramref name="indent"/> spaces, without a last line break.</summary>
    public string Block(int indent)
    {
        var pad = new string(' ', indent);
        return this switch
        {
            Map { Entries.Count: > 0 } map => string.Join('\n', map.Entries.Select(entry => $"{pad}{Quote(entry.Key)}:{AfterKey(entry.Value, indent)}")),
            List { Items.Count: > 0 } list => string.Join('\n', list.Items.Select(item => $"{pad}- {item.Block(indent + 2).TrimStart(' ')}")),
            _ => pad + Flow(),
        };
    }

    /// <summary>The value on one line.</summary>
    public string Flow() => this switch
    {
        Map map => $"{{{string.Join(", ", map.Entries.Select(entry => $"{Quote(entry.Key)}: {entry.Value.Flow()}"))}}}",
        List list => $"[{string.Join(", ", list.Items.Select(item => item.Flow()))}]",
        Scalar scalar => scalar.Text,
        _ => throw new InvalidOperationException("a YAML value is a scalar, a map or a list"),
    };

    /// <summary>What follows <c>key:</c> in a block: the scalar after a space, or the collection on lines of its own.</summary>
    public static string AfterKey(YamlValue value, int indent) =>
        value is Map { Entries.Count: > 0 } or List { Items.Count: > 0 } ? "\n" + value.Block(indent + 2) : " " + value.Flow();

    private static string Quote(string value) => IsPlain(value) ? value : DoubleQuoted(value);

    private static bool IsPlain(string value)
    {
        if (value.Length == 0 || value[0] is ' ' or '-' or '=' or '@' or ':' or '+' || value[^1] is ' ' or ':'
            || value.Contains(": ", StringComparison.Ordinal) || !value.All(c => char.IsAsciiLetterOrDigit(c) || " _./:@+=-".Contains(c)))
        {
            return false;
        }

        // Words and shapes that some YAML reader, of 1.1 or 1.2, takes for a truth value, a null, a number, a date or a time.
        var word = value.ToLowerInvariant();
        return word is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n" or ".nan" or ".inf")
            && !word.All(c => char.IsAsciiDigit(c) || ".e+-:_ t".Contains(c)) && !word.StartsWith("0x", StringComparison.Ordinal)
            && !word.StartsWith("0o", StringComparison.Ordinal);
    }

    private static string DoubleQuoted(string value)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\ufeff' or '\u0085' =>
                    quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }
}
