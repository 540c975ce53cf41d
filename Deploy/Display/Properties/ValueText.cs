using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using E3.Deploy.Display.Resources;
using E3.Deploy.Display.Terminal;
using E3.Engine.Properties;

namespace E3.Deploy.Display.Properties;

/// <summary>Writes property values the way Pulumi's displays do, indented by four, <c>[secret]</c> and <c>[unknown]</c> in place of what is not to be seen.</summary>
internal class ValueText(StyledText target)
{
    /// <summary>How a masked secret reads in the engine's events.</summary>
    public const string Masked = "[secret]";

    private static readonly JsonSerializerOptions Quoting = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    protected StyledText Target { get; } = target;

    /// <summary>Every property on lines of its own, names aligned; properties of Pulumi's own (<c>__…</c>) are left out.</summary>
    public void Object(PropertyMap properties, int indent, string op, bool signed = false)
    {
        var shown = properties.Where(property => !IsInternal(property.Key)).ToList();
        var width = shown.Count == 0 ? 0 : shown.Max(property => property.Key.Length);
        foreach (var (name, value) in shown)
        {
            Title(name.PadRight(width), indent, op, signed);
            Value(value, indent, op, signed);
            Target.Line();
        }
    }

    public static bool IsInternal(string name) => name.StartsWith("__", StringComparison.Ordinal);

    /// <summary>Nothing a person misses when it is not shown: null, "", [], {}.</summary>
    public static bool IsBlank(PropertyValue value) => value switch
    {
        PropertyValue.Null => true,
        PropertyValue.Text { Value: "" } => true,
        PropertyValue.List { Items.IsEmpty: true } => true,
        PropertyValue.Map { Properties.Count: 0 } => true,
        _ => false,
    };

    protected void Title(string name, int indent, string op, bool signed) => Target.Add($"{Pad(indent, op, signed)}{name}: ", StepOps.Tone(op));

    protected static string Pad(int indent, string op, bool signed) =>
        signed && indent > 0 ? new string(' ', (indent * 4) - 2) + StepOps.Sign(op) : new string(' ', indent * 4);

    protected void Value(PropertyValue value, int indent, string op, bool signed)
    {
        var tone = StepOps.Tone(op);
        switch (value)
        {
            case PropertyValue.List { Items.IsEmpty: false } list:
                Target.Line("[", tone);
                for (var i = 0; i < list.Items.Length; i++)
                {
                    Title(string.Create(CultureInfo.InvariantCulture, $"[{i}]"), indent + 1, op, signed);
                    Value(list.Items[i], indent + 1, op, signed);
                    Target.Line();
                }

                Target.Add($"{Pad(indent, op, false)}]", tone);
                break;
            case PropertyValue.Map { Properties.Count: > 0 } map:
                Target.Line("{", tone);
                Object(map.Properties, indent + 1, op, signed);
                Target.Add($"{Pad(indent, op, false)}}}", tone);
                break;
            case PropertyValue.Text { Value: var text } when LongText.Is(text):
                LongText.Write(Target, text, Pad(indent + 1, op, false), tone);
                break;
            case PropertyValue.Secret secret when ShowsSecrets:
                Value(secret.Inner, indent, op, signed);
                break;
            default:
                Target.Add(Scalar(value), tone);
                break;
        }
    }

    /// <summary>Whether secrets are written out, as with --show-secrets.</summary>
    public bool ShowsSecrets { get; init; }

    /// <summary>A value on one line.</summary>
    public static string Scalar(PropertyValue value) => value switch
    {
        PropertyValue.Null => "<null>",
        PropertyValue.Bool truth => truth.Value ? "true" : "false",
        PropertyValue.Number number => Number(number.Value),
        PropertyValue.Text { Value: Masked } or PropertyValue.Secret => Masked,
        PropertyValue.Text text => Quote(text.Value),
        PropertyValue.Unknown => "[unknown]",
        PropertyValue.List => "[]",
        PropertyValue.Map => "{}",
        PropertyValue.Asset { Path: { } path } asset => $"asset(file:{Short(asset.Hash)}) {{ {path} }}",
        PropertyValue.Asset { Uri: { } uri } asset => $"asset(uri:{Short(asset.Hash)}) {{ {uri} }}",
        PropertyValue.Asset asset => $"asset(text:{Short(asset.Hash)})",
        PropertyValue.Archive { Path: { } path } archive => $"archive(file:{Short(archive.Hash)}) {{ {path} }}",
        PropertyValue.Archive { Uri: { } uri } archive => $"archive(uri:{Short(archive.Hash)}) {{ {uri} }}",
        PropertyValue.Archive archive => $"archive(assets:{Short(archive.Hash)})",
        PropertyValue.Reference reference => Quote(reference.Urn),
        _ => value.ToString(),
    };

    private static string Number(double number) => number == Math.Truncate(number) && Math.Abs(number) < 1e15
        ? ((long)number).ToString(CultureInfo.InvariantCulture)
        : number.ToString("R", CultureInfo.InvariantCulture);

    private static string Quote(string text) => JsonSerializer.Serialize(text, Quoting);

    private static string Short(string? hash) => hash is null ? "" : hash[..Math.Min(7, hash.Length)];
}
