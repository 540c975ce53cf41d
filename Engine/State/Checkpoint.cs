using System.Buffers;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using E3.Engine.Secrets;

namespace E3.Engine.State;

/// <summary>A checkpoint file, version 3, as the official file backend writes it.</summary>
internal static class Checkpoint
{
    private const int Version = 3;

    private static readonly HashSet<string> Known = ["manifest", "secrets_providers", "resources", "pending_operations", "metadata"];

    private static readonly string EngineVersion =
        "v" + (typeof(Checkpoint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0");

    public static byte[] Write(StackReference stack, Snapshot snapshot, PassphraseSecrets secrets, DateTimeOffset time)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, PropertyJsonWriter.Options);
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteStartObject("checkpoint");
        json.WriteString("stack", stack.FullName);
        json.WriteStartObject("latest");
        json.WriteStartObject("manifest");
        json.WriteString("time", time.UtcDateTime);
        json.WriteString("magic", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(EngineVersion))));
        json.WriteString("version", EngineVersion);
        json.WriteEndObject();
        json.WriteStartObject("secrets_providers");
        json.WriteString("type", PassphraseSecrets.ProviderType);
        json.WriteStartObject("state");
        json.WriteString("salt", secrets.State);
        json.WriteEndObject();
        json.WriteEndObject();
        if (!snapshot.Resources.IsEmpty)
        {
            json.WriteStartArray("resources");
            foreach (var state in snapshot.Resources)
                ResourceJson.Write(json, state, secrets.Encrypt);
            json.WriteEndArray();
        }
        if (!snapshot.PendingOperations.IsEmpty)
        {
            json.WriteStartArray("pending_operations");
            foreach (var operation in snapshot.PendingOperations)
            {
                json.WriteStartObject();
                json.WritePropertyName("resource");
                ResourceJson.Write(json, operation.Resource, secrets.Encrypt);
                json.WriteString("type", OperationTypes.Name(operation.Type));
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteStartObject("metadata");
        json.WriteEndObject();
        foreach (var (name, value) in snapshot.Other)
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The salt of the passphrase that the checkpoint's secrets are under; null when it has none.</summary>
    public static string? ReadSalt(JsonElement root, string path)
    {
        if (!TryGetLatest(root, path, out var latest) || !latest.TryGetProperty("secrets_providers", out var provider)
            || provider.ValueKind != JsonValueKind.Object)
            return null;
        var type = provider.GetProperty("type").GetString();
        if (type != PassphraseSecrets.ProviderType)
            throw new EngineException($"the secrets in {path} are kept by '{type}'; this engine knows the passphrase provider only: use the official pulumi for this stack");
        return provider.GetProperty("state").GetProperty("salt").GetString();
    }

    public static Snapshot Read(JsonElement root, string path, PassphraseSecrets? secrets)
    {
        if (!TryGetLatest(root, path, out var latest))
            return Snapshot.Empty;
        var salt = ReadSalt(root, path);
        var opened = salt is null ? secrets : secrets?.For(salt);
        Func<string, string> decrypt = opened is null
            ? _ => throw new EngineException($"{path} holds secrets: their passphrase is needed")
            : opened.Decrypt;
        return new Snapshot(
            latest.TryGetProperty("resources", out var resources) && resources.ValueKind == JsonValueKind.Array
                ? [.. resources.EnumerateArray().Select(resource => ResourceJson.Read(resource, decrypt))]
                : [],
            latest.TryGetProperty("pending_operations", out var operations) && operations.ValueKind == JsonValueKind.Array
                ? [.. operations.EnumerateArray().Select(operation => new PendingOperation(
                    ResourceJson.Read(operation.GetProperty("resource"), decrypt), OperationTypes.Parse(operation.GetProperty("type").GetString())))]
                : [])
        {
            Other = ResourceState.NoOther.SetItems(latest.EnumerateObject()
                .Where(entry => !Known.Contains(entry.Name)).Select(entry => KeyValuePair.Create(entry.Name, entry.Value.Clone()))),
        };
    }

    private static bool TryGetLatest(JsonElement root, string path, out JsonElement latest)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("version", out var version) || !root.TryGetProperty("checkpoint", out var checkpoint))
            throw new EngineException($"{path} is not a Pulumi checkpoint: it has no version or no checkpoint");
        if (version.GetInt32() != Version)
            throw new EngineException($"{path} is a checkpoint of version {version.GetInt32()}; this engine reads version {Version}: open it with the official pulumi");
        latest = default;
        return checkpoint.ValueKind == JsonValueKind.Object && checkpoint.TryGetProperty("latest", out latest) && latest.ValueKind == JsonValueKind.Object;
    }
}
