using System.Buffers;
using System.Text.Json;
using E3.Engine.Secrets;
using E3.Engine.State;

namespace E3.Engine.Backends;

/// <summary>An entry of a stack's history, as the official file backend writes it (pkg/backend/updates.go, UpdateInfo).</summary>
internal static class UpdateHistory
{
    public static byte[] Write(
        OperationRequest request, DateTimeOffset start, DateTimeOffset end, string result, IReadOnlyDictionary<string, int> changes,
        SecretMask mask, PassphraseSecrets secrets)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, PropertyJsonWriter.Options);
        json.WriteStartObject();
        json.WriteString("kind", request.Kind switch
        {
            OperationKind.Refresh => "refresh",
            OperationKind.Destroy => "destroy",
            OperationKind.Import => "resource-import",
            _ => "update",
        });
        json.WriteNumber("startTime", start.ToUnixTimeSeconds());
        json.WriteString("message", mask.Mask(request.Message));
        json.WriteStartObject("environment");
        foreach (var (name, value) in request.Environment.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            json.WriteString(name, mask.Mask(value));
        json.WriteEndObject();
        json.WriteStartObject("config");
        foreach (var (key, value) in request.Config.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            json.WritePropertyName(key);
            if (value.Secret)
            {
                json.WriteStartObject();
                json.WriteString("secure", secrets.Encrypt(value.Value));
                json.WriteEndObject();
            }
            else if (value.IsObject)
            {
                json.WriteRawValue(value.Value);
            }
            else
            {
                json.WriteStringValue(value.Value);
            }
        }
        json.WriteEndObject();
        json.WriteNumber("version", 0);
        json.WriteString("result", result);
        json.WriteNumber("endTime", end.ToUnixTimeSeconds());
        if (changes.Count > 0)
        {
            json.WriteStartObject("resourceChanges");
            foreach (var (op, count) in changes)
                json.WriteNumber(op, count);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
