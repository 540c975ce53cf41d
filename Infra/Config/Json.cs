using System.Globalization;
using System.Text.Json;

namespace E3.Infra.Config;

/// <summary>Settings that are lists and mappings reach the program as JSON.</summary>
internal static class Json
{
    /// <summary>The parsed text, or null when it is no JSON: a plain word where a list or mapping belongs.</summary>
    public static JsonElement? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// A whole number, written as a number or (<c>config set --path</c> may do that) as text; null for anything else, 1.5 included.
    /// </summary>
    public static long? Integer(JsonElement value) =>
        long.TryParse(Shown(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The value as the user wrote it: a text without quotes, anything else as JSON.</summary>
    public static string Shown(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
