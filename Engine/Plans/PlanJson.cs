using System.Buffers;
using System.Text.Json;
using E3.Engine.Secrets;
using E3.Engine.State;

namespace E3.Engine.Plans;

/// <summary>
/// A plan's file, as the official command writes and reads it
/// (<see href="https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/plan.go"/>, DeploymentPlanV1); secrets are encrypted. What
/// the official one lacks is the salt that they are encrypted under: a stack that has neither state nor secret settings has none, and whoever
/// carries the plan elsewhere has nothing but the passphrase.
/// </summary>
internal static class PlanJson
{
    private const string Secure = "secure";

    public static byte[] Write(UpdatePlan plan, PassphraseSecrets secrets, DateTimeOffset time)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, PropertyJsonWriter.Options with { Indented = true });
        json.WriteStartObject();
        json.WriteStartObject("manifest");
        json.WriteString("time", time.UtcDateTime);
        json.WriteString("magic", "");
        json.WriteString("version", "");
        json.WriteEndObject();
        json.WriteStartObject("config");
        foreach (var (key, value) in plan.Config.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            WriteConfig(json, key, value, secrets);
        json.WriteEndObject();
        json.WriteStartObject("resourcePlans");
        foreach (var (urn, resource) in plan.Resources.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject(urn);
            if (resource.Goal is { } goal)
                PlannedGoalJson.Write(json, goal, secrets.Encrypt);
            PlannedGoalJson.Texts(json, "steps", resource.Steps);
            json.WritePropertyName("state");
            if (resource.Outputs is { } outputs)
                PropertyJsonWriter.Write(json, outputs, secrets.Encrypt);
            else
                json.WriteNullValue();
            json.WriteEndObject();
        }
        json.WriteEndObject();
        Checkpoint.WriteSecretsProvider(json, secrets.State);
        json.WriteEndObject();
        json.Flush();
        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    public static UpdatePlan Read(byte[] bytes, string path, PassphraseSecrets secrets)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            if (Checkpoint.DeploymentSalt(root, path) is { } salt)
                secrets = secrets.For(salt);
            return new UpdatePlan(
                root.TryGetProperty("resourcePlans", out var plans)
                    ? plans.EnumerateObject().ToDictionary(entry => entry.Name, entry => ReadResource(entry.Value, secrets.Decrypt), StringComparer.Ordinal)
                    : [],
                root.TryGetProperty("config", out var config)
                    ? config.EnumerateObject().ToDictionary(entry => entry.Name, entry => ReadConfig(entry.Value, secrets), StringComparer.Ordinal)
                    : []);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new EngineException($"{path} is not an update plan: {error.Message}", error);
        }
        catch (EngineException error)
        {
            throw new EngineException($"the plan {path} cannot be read: {error.Message}", error);
        }
    }

    private static PlannedResource ReadResource(JsonElement json, Func<string, string> decrypt) => new(
        json.TryGetProperty("goal", out var goal) && goal.ValueKind == JsonValueKind.Object ? PlannedGoalJson.Read(goal, decrypt) : null,
        json.TryGetProperty("steps", out var steps) && steps.ValueKind == JsonValueKind.Array ? [.. steps.EnumerateArray().Select(step => step.GetString()!)] : [],
        json.TryGetProperty("state", out var state) && state.ValueKind == JsonValueKind.Object ? PropertyJsonReader.ReadMap(state, decrypt) : null);

    private static void WriteConfig(Utf8JsonWriter json, string key, ConfigValue value, PassphraseSecrets secrets)
    {
        json.WritePropertyName(key);
        if (value.Secret)
        {
            json.WriteStartObject();
            json.WriteString(Secure, secrets.Encrypt(value.Value));
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

    private static ConfigValue ReadConfig(JsonElement json, PassphraseSecrets secrets) => json switch
    {
        { ValueKind: JsonValueKind.Object } when json.TryGetProperty(Secure, out var secret) => new ConfigValue(secrets.Decrypt(secret.GetString()!), Secret: true, IsObject: false),
        { ValueKind: JsonValueKind.String } => new ConfigValue(json.GetString()!, Secret: false, IsObject: false),
        _ => new ConfigValue(json.GetRawText(), Secret: false, IsObject: true),
    };
}
