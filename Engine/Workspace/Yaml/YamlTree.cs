using System.Globalization;
using YamlDotNet.Core;

namespace E3.Engine.Workspace.Yaml;

/// <summary>Where something stands in a text: offsets into it (end exclusive) and the line and column of its start, both from 1.</summary>
internal readonly record struct TextSpan(int Start, int End, int Line, int Column);

/// <summary>A YAML node that knows where its text stands, which YamlDotNet's own nodes do not for the end of a collection.</summary>
internal abstract record YamlTree(TextSpan Span)
{
    /// <summary>Just past the last character that belongs to the node: comments and blank lines after it do not.</summary>
    public abstract int ContentEnd { get; }
}

/// <summary>A scalar; <paramref name="Style"/> decides whether the text may mean a number, a truth value or null.</summary>
internal sealed record YamlScalar(TextSpan Span, string Value, ScalarStyle Style) : YamlTree(Span)
{
    public override int ContentEnd => Span.End;

    public bool IsNull => Style is ScalarStyle.Plain && Value is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>The truth value the scalar means, if it is one (YAML 1.2 core schema).</summary>
    public bool? AsBool => Style is not ScalarStyle.Plain ? null : Value switch
    {
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ => null,
    };

    /// <summary>The number the scalar means, if it is one (YAML 1.2 core schema), in JSON's notation.</summary>
    public string? AsNumber
    {
        get
        {
            if (Style is not ScalarStyle.Plain || Value.Length == 0 || !(char.IsAsciiDigit(Value[0]) || Value[0] is '-' or '+' or '.'))
            {
                return null;
            }

            if (long.TryParse(Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            {
                return whole.ToString(CultureInfo.InvariantCulture);
            }

            if (Value.StartsWith("0x", StringComparison.Ordinal))
            {
                return long.TryParse(Value.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex)
                    ? hex.ToString(CultureInfo.InvariantCulture)
                    : null;
            }

            const NumberStyles Float = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
            return double.TryParse(Value, Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                ? number.ToString("R", CultureInfo.InvariantCulture)
                : null;
        }
    }
}

/// <summary>One <c>key: value</c> of a mapping.</summary>
internal sealed record YamlEntry(YamlScalar Key, YamlTree Value)
{
    public int ContentEnd => Math.Max(Key.ContentEnd, Value.ContentEnd);
}

/// <summary>A mapping, in file order; keys are unique.</summary>
internal sealed record YamlMapping(TextSpan Span, IReadOnlyList<YamlEntry> Entries, bool Flow) : YamlTree(Span)
{
    public override int ContentEnd => Flow || Entries.Count == 0 ? Span.End : Entries[^1].ContentEnd;

    public YamlEntry? Find(string key)
    {
        foreach (var entry in Entries)
        {
            if (entry.Key.Value == key)
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>The ciphertext when the mapping is <c>secure: …</c>, Pulumi's form of an encrypted value.</summary>
    public string? Secure => Entries is [{ Key.Value: "secure", Value: YamlScalar { IsNull: false } cipher }] ? cipher.Value : null;
}

/// <summary>A sequence.</summary>
internal sealed record YamlSequence(TextSpan Span, IReadOnlyList<YamlTree> Items, bool Flow) : YamlTree(Span)
{
    public override int ContentEnd => Flow || Items.Count == 0 ? Span.End : Items[^1].ContentEnd;
}
