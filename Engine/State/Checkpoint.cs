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
        json.WritePropertyName("latest");
        WriteDeployment(json, snapshot, manifest => WriteManifest(manifest, time), secrets.State, secrets.Encrypt);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The checkpoint of a stack that was made and never updated.</summary>
    public static byte[] WriteEmpty(StackReference stack)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, PropertyJsonWriter.Options);
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteStartObject("checkpoint");
        json.WriteString("stack", stack.FullName);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>
    /// A stack's deployment as <c>stack export</c> prints it. Secrets are encrypted by <paramref name="encrypt"/>, in clear where it is null.
    /// </summary>
    public static byte[] WriteExport(Snapshot snapshot, Action<Utf8JsonWriter> manifest, string? salt, Func<string, string>? encrypt)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, PropertyJsonWriter.Options with { Indented = true, IndentSize = 4 });
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WritePropertyName("deployment");
        WriteDeployment(json, snapshot, manifest, salt, encrypt);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public static void WriteManifest(Utf8JsonWriter json, DateTimeOffset time)
    {
        json.WriteStartObject();
        json.WriteString("time", time.UtcDateTime);
        json.WriteString("magic", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(EngineVersion))));
        json.WriteString("version", EngineVersion);
        json.WriteEndObject();
    }

    /// <summary>Says what the secrets beside it are encrypted with; nothing without a salt.</summary>
    public static void WriteSecretsProvider(Utf8JsonWriter json, string? salt)
    {
        if (salt is null or "")
            return;
        json.WriteStartObject("secrets_providers");
        json.WriteString("type", PassphraseSecrets.ProviderType);
        json.WriteStartObject("state");
        json.WriteString("salt", salt);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteDeployment(Utf8JsonWriter json, Snapshot snapshot, Action<Utf8JsonWriter> manifest, string? salt, Func<string, string>? encrypt)
    {
        json.WriteStartObject();
        json.WritePropertyName("manifest");
        manifest(json);
        WriteSecretsProvider(json, salt);
        if (!snapshot.Resources.IsEmpty)
        {
            json.WriteStartArray("resources");
            foreach (var state in snapshot.Resources)
                ResourceJson.Write(json, state, encrypt);
            json.WriteEndArray();
        }
        if (!snapshot.PendingOperations.IsEmpty)
        {
            json.WriteStartArray("pending_operations");
            foreach (var operation in snapshot.PendingOperations)
            {
                json.WriteStartObject();
                json.WritePropertyName("resource");
                ResourceJson.Write(json, operation.Resource, encrypt);
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
    }

    /// <summary>The salt of the passphrase that the checkpoint's secrets are under; null when it has none.</summary>
    public static string? ReadSalt(JsonElement root, string path) => TryGetLatest(root, path, out var latest) ? DeploymentSalt(latest, path) : null;

    /// <summary>What the checkpoint says; with <paramref name="encrypted"/> each secret holds its own ciphertext.</summary>
    public static Snapshot Read(JsonElement root, string path, PassphraseSecrets? secrets, bool encrypted = false) =>
        TryGetLatest(root, path, out var latest) ? ReadDeployment(latest, path, secrets, encrypted) : Snapshot.Empty;

    /// <summary>What <c>stack export</c> printed. <paramref name="source"/> is what errors call it.</summary>
    public static Snapshot ReadExport(JsonElement root, string source, PassphraseSecrets? secrets)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("version", out var version) || !root.TryGetProperty("deployment", out var deployment))
            throw new EngineException($"{source} is not a stack's deployment: it has no version or no deployment, as `stack export` prints them");
        if (version.ValueKind != JsonValueKind.Number || version.GetInt32() != Version)
            throw new EngineException($"{source} is a deployment of version {version}; this engine reads version {Version}");
        return deployment.ValueKind == JsonValueKind.Object ? ReadDeployment(deployment, source, secrets, encrypted: false) : Snapshot.Empty;
    }

    /// <summary>The salt that the secrets beside it are under; null when it says none.</summary>
    public static string? DeploymentSalt(JsonElement latest, string path)
    {
        if (!latest.TryGetProperty("secrets_providers", out var provider) || provider.ValueKind != JsonValueKind.Object)
            return null;
        var type = provider.GetProperty("type").GetString();
        if (type is null or "")
            return null;
        if (type != PassphraseSecrets.ProviderType)
            throw new EngineException($"the secrets in {path} are kept by '{type}'; this engine knows the passphrase provider only: use the official pulumi for this stack");
        return provider.GetProperty("state").GetProperty("salt").GetString();
    }

    private static Snapshot ReadDeployment(JsonElement latest, string path, PassphraseSecrets? secrets, bool encrypted)
    {
        var salt = DeploymentSalt(latest, path);
        var opened = encrypted ? null : salt is null ? secrets : secrets?.For(salt);
        string Decrypt(string ciphertext) => encrypted ? SealedSecret.Read(ciphertext)
            : opened is not null ? opened.Decrypt(ciphertext)
            : throw new EngineException($"{path} holds secrets: their passphrase is needed");
        return new Snapshot(
            latest.TryGetProperty("resources", out var resources) && resources.ValueKind == JsonValueKind.Array
                ? [.. resources.EnumerateArray().Select(resource => ResourceJson.Read(resource, Decrypt))]
                : [],
            latest.TryGetProperty("pending_operations", out var operations) && operations.ValueKind == JsonValueKind.Array
                ? [.. operations.EnumerateArray().Select(operation => new PendingOperation(
                    ResourceJson.Read(operation.GetProperty("resource"), Decrypt), OperationTypes.Parse(operation.GetProperty("type").GetString())))]
                : [])
        {
            Other = ResourceState.NoOther.SetItems(latest.EnumerateObject()
                .Where(entry => !Known.Contains(entry.Name)).Select(entry => KeyValuePair.Create(entry.Name, entry.Value.Clone()))),
        };
    }

    /// <summary>The deployment within a checkpoint; false for a stack that was never updated.</summary>
    public static bool TryGetLatest(JsonElement root, string path, out JsonElement latest)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("version", out var version) || !root.TryGetProperty("checkpoint", out var checkpoint))
            throw new EngineException($"{path} is not a Pulumi checkpoint: it has no version or no checkpoint");
        if (version.GetInt32() != Version)
            throw new EngineException($"{path} is a checkpoint of version {version.GetInt32()}; this engine reads version {Version}: open it with the official pulumi");
        latest = default;
        return checkpoint.ValueKind == JsonValueKind.Object && checkpoint.TryGetProperty("latest", out latest) && latest.ValueKind == JsonValueKind.Object;
    }
}
