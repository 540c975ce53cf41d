using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using E3.Engine.Properties;

namespace E3.Engine.State;

/// <summary>
/// Writes properties as the checkpoint keeps them; a secret becomes its encrypted JSON, or plain JSON text where nothing encrypts it
/// (<see href="https://github.com/pulumi/pulumi/blob/master/pkg/resource/stack/deployment.go"/>, SerializePropertyValue).
/// </summary>
internal static class PropertyJsonWriter
{
    /// <summary>Go's encoder with HTML escaping off leaves the same characters as they are.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static void Write(Utf8JsonWriter json, PropertyMap properties, Func<string, string>? encrypt)
    {
        json.WriteStartObject();
        foreach (var (name, value) in properties)
        {
            json.WritePropertyName(name);
            Write(json, value, encrypt);
        }
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, PropertyValue value, Func<string, string>? encrypt)
    {
        switch (value)
        {
            case PropertyValue.Null:
                json.WriteNullValue();
                break;
            case PropertyValue.Bool truth:
                json.WriteBooleanValue(truth.Value);
                break;
            case PropertyValue.Number number:
                WriteNumber(json, number.Value);
                break;
            case PropertyValue.Text text:
                json.WriteStringValue(text.Value);
                break;
            case PropertyValue.Unknown:
                json.WriteStringValue(Signatures.Unknown);
                break;
            case PropertyValue.List list:
                json.WriteStartArray();
                foreach (var item in list.Items)
                    Write(json, item, encrypt);
                json.WriteEndArray();
                break;
            case PropertyValue.Map map:
                Write(json, map.Properties, encrypt);
                break;
            case PropertyValue.Secret secret:
                WriteSecret(json, secret.Inner, encrypt);
                break;
            case PropertyValue.Asset asset:
                Start(json, Signatures.Asset);
                WriteIfAny(json, "hash", asset.Hash);
                WriteIfAny(json, "text", asset.Content);
                WriteIfAny(json, "path", asset.Path);
                WriteIfAny(json, "uri", asset.Uri);
                json.WriteEndObject();
                break;
            case PropertyValue.Archive archive:
                Start(json, Signatures.Archive);
                WriteIfAny(json, "hash", archive.Hash);
                if (archive.Entries is { } entries)
                {
                    json.WritePropertyName("assets");
                    Write(json, entries, encrypt);
                }
                WriteIfAny(json, "path", archive.Path);
                WriteIfAny(json, "uri", archive.Uri);
                json.WriteEndObject();
                break;
            case PropertyValue.Reference reference:
                Start(json, Signatures.Reference);
                json.WriteString("urn", reference.Urn);
                json.WriteString("packageVersion", reference.PackageVersion ?? "");
                WriteIfAny(json, "id", reference.Id);
                json.WriteEndObject();
                break;
            default:
                throw new EngineException($"a property of kind {value} cannot be stored");
        }
    }

    private static void WriteSecret(Utf8JsonWriter json, PropertyValue inner, Func<string, string>? encrypt)
    {
        // What is inside is encrypted as a whole: a secret within it is only marked, not encrypted twice.
        var buffer = new ArrayBufferWriter<byte>();
        using (var plain = new Utf8JsonWriter(buffer, Options))
            Write(plain, inner, text => text);
        Start(json, Signatures.Secret);
        var plaintext = Encoding.UTF8.GetString(buffer.WrittenSpan);
        if (encrypt is null)
            json.WriteString("plaintext", plaintext);
        else
            json.WriteString("ciphertext", encrypt(plaintext));
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, double number)
    {
        if (double.IsFinite(number))
        {
            json.WriteNumberValue(number);
            return;
        }
        Start(json, Signatures.Float);
        json.WriteString("value", BitConverter.DoubleToUInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private static void Start(Utf8JsonWriter json, string signature)
    {
        json.WriteStartObject();
        json.WriteString(Signatures.Key, signature);
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            json.WriteString(name, value);
    }
}
