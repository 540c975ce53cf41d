using System.Globalization;
using System.Text.Json;
using E3.Engine.Properties;

namespace E3.Engine.State;

/// <summary>Reads what <see cref="PropertyJsonWriter"/>, or the official engine, wrote.</summary>
internal static class PropertyJsonReader
{
    public static PropertyMap ReadMap(JsonElement json, Func<string, string> decrypt) =>
        PropertyMap.From(json.EnumerateObject().Select(entry => KeyValuePair.Create(entry.Name, Read(entry.Value, decrypt))));

    public static PropertyValue Read(JsonElement json, Func<string, string> decrypt) => json.ValueKind switch
    {
        JsonValueKind.True => new PropertyValue.Bool(true),
        JsonValueKind.False => new PropertyValue.Bool(false),
        JsonValueKind.Number => new PropertyValue.Number(json.GetDouble()),
        JsonValueKind.String when json.ValueEquals(Signatures.Unknown) => PropertyValue.Unknown.Value,
        JsonValueKind.String => new PropertyValue.Text(json.GetString()!),
        JsonValueKind.Array => new PropertyValue.List([.. json.EnumerateArray().Select(item => Read(item, decrypt))]),
        JsonValueKind.Object => ReadObject(json, decrypt),
        _ => PropertyValue.Null.Value,
    };

    private static PropertyValue ReadObject(JsonElement json, Func<string, string> decrypt)
    {
        if (!json.TryGetProperty(Signatures.Key, out var signature))
            return new PropertyValue.Map(ReadMap(json, decrypt));
        return signature.GetString() switch
        {
            Signatures.Secret => ReadSecret(json, decrypt),
            Signatures.Asset => PropertyValue.Asset.Of(Text(json, "path"), Text(json, "uri"), Text(json, "text"), Text(json, "hash")),
            Signatures.Archive => PropertyValue.Archive.Of(
                Text(json, "path"), Text(json, "uri"), json.TryGetProperty("assets", out var assets) ? ReadMap(assets, decrypt) : null, Text(json, "hash")),
            Signatures.Reference => new PropertyValue.Reference(
                Text(json, "urn") ?? throw new EngineException("a resource reference in the state has no urn"), Text(json, "id"), Text(json, "packageVersion")),
            Signatures.Float => new PropertyValue.Number(
                BitConverter.UInt64BitsToDouble(ulong.Parse(Text(json, "value") ?? "", NumberStyles.HexNumber, CultureInfo.InvariantCulture))),
            var other => throw new EngineException($"the state holds a value of a kind this engine does not know (signature {other})"),
        };
    }

    private static PropertyValue.Secret ReadSecret(JsonElement json, Func<string, string> decrypt)
    {
        var plaintext = (Text(json, "ciphertext"), Text(json, "plaintext")) switch
        {
            ({ } ciphertext, null) => decrypt(ciphertext),
            (null, { } clear) => clear,
            _ => throw new EngineException("malformed secret in the state: exactly one of ciphertext and plaintext must be there"),
        };
        using var inner = JsonDocument.Parse(plaintext);
        return new PropertyValue.Secret(Read(inner.RootElement, text => text));
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
