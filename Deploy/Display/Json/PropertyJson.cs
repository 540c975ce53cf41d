using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using E3.Engine.Properties;

namespace E3.Deploy.Display.Json;

/// <summary>Property values as the JSON of the official command: secrets masked unless asked for, assets and references with their signature.</summary>
internal static class PropertyJson
{
    // Published constants of Pulumi's wire format: sdk/go/common/resource/sig.
    private const string SignatureKey = "4dabf18193072939515e22adb298388d";
    private const string AssetSignature = "c44067f5952c0a294b673a41bacd8c17";
    private const string ArchiveSignature = "0def7320c3a5731c473e5ecbe6d01bc7";
    private const string ReferenceSignature = "5cf8f73096256a8f31e491e813e4eb8e";
    private const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    private static readonly JsonWriterOptions Indented = new() { Indented = true, IndentSize = 2, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A value as a JSON text.</summary>
    public static string Text(PropertyValue value, bool showSecrets, bool indented)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, indented ? Indented : Compact))
        {
            Write(json, value, showSecrets);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    public static void Write(Utf8JsonWriter json, PropertyValue value, bool showSecrets)
    {
        switch (value)
        {
            case PropertyValue.Bool truth:
                json.WriteBooleanValue(truth.Value);
                break;
            case PropertyValue.Number { Value: var number } when number == Math.Truncate(number) && Math.Abs(number) < 1e15:
                json.WriteNumberValue((long)number);
                break;
            case PropertyValue.Number number:
                json.WriteNumberValue(number.Value);
                break;
            case PropertyValue.Text text:
                json.WriteStringValue(text.Value);
                break;
            case PropertyValue.Secret secret when showSecrets:
                Write(json, secret.Inner, showSecrets);
                break;
            case PropertyValue.Secret:
                json.WriteStringValue("[secret]");
                break;
            case PropertyValue.Unknown:
                json.WriteStringValue(Unknown);
                break;
            case PropertyValue.List list:
                json.WriteStartArray();
                foreach (var item in list.Items)
                {
                    Write(json, item, showSecrets);
                }

                json.WriteEndArray();
                break;
            case PropertyValue.Map map:
                WriteObject(json, map.Properties, showSecrets);
                break;
            case PropertyValue.Asset asset:
                WriteSigned(json, AssetSignature, ("hash", asset.Hash), ("path", asset.Path), ("uri", asset.Uri), ("text", asset.Content));
                break;
            case PropertyValue.Archive archive:
                WriteArchive(json, archive, showSecrets);
                break;
            case PropertyValue.Reference reference:
                WriteSigned(json, ReferenceSignature, ("urn", reference.Urn), ("id", reference.Id), ("packageVersion", reference.PackageVersion));
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    private static void WriteObject(Utf8JsonWriter json, PropertyMap map, bool showSecrets)
    {
        json.WriteStartObject();
        foreach (var (name, property) in map)
        {
            json.WritePropertyName(name);
            Write(json, property, showSecrets);
        }

        json.WriteEndObject();
    }

    private static void WriteArchive(Utf8JsonWriter json, PropertyValue.Archive archive, bool showSecrets)
    {
        if (archive.Entries is null)
        {
            WriteSigned(json, ArchiveSignature, ("hash", archive.Hash), ("path", archive.Path), ("uri", archive.Uri));
            return;
        }

        json.WriteStartObject();
        json.WriteString(SignatureKey, ArchiveSignature);
        json.WritePropertyName("assets");
        WriteObject(json, archive.Entries, showSecrets);
        json.WriteEndObject();
    }

    private static void WriteSigned(Utf8JsonWriter json, string signature, params ReadOnlySpan<(string Name, string? Value)> members)
    {
        json.WriteStartObject();
        json.WriteString(SignatureKey, signature);
        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                json.WriteString(name, value);
            }
        }

        json.WriteEndObject();
    }
}
