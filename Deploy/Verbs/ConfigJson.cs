using System.Text.Json;
using E3.Deploy.CommandLine;

namespace E3.Deploy.Verbs;

/// <summary>
/// Settings as <c>config --json --show-secrets</c> prints them, read back
/// (<see href="https://www.pulumi.com/docs/iac/cli/commands/pulumi_config_set-all/"/>). What is wrong is told without the values, which may be secrets.
/// </summary>
internal static class ConfigJson
{
    public static JsonDocument Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException error)
        {
            throw Wrong($"it is not JSON (line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1})");
        }
    }

    /// <summary>Each key with its value as text, the map or list that it is, if it is one, and whether it is to be encrypted.</summary>
    public static IReadOnlyList<(string Key, string Value, JsonElement? Structure, bool Secret)> Read(JsonDocument document) =>
        document.RootElement is { ValueKind: JsonValueKind.Object } settings
            ? [.. settings.EnumerateObject().Select(Read)]
            : throw Wrong("it is not an object of settings");

    private static (string Key, string Value, JsonElement? Structure, bool Secret) Read(JsonProperty setting)
    {
        if (setting.Value.ValueKind != JsonValueKind.Object
            || !setting.Value.TryGetProperty("value", out var value) || value.ValueKind != JsonValueKind.String)
        {
            throw Wrong($"'{setting.Name}' has no text 'value' (config --json prints those of secrets with --show-secrets only)");
        }

        var secret = setting.Value.TryGetProperty("secret", out var said) && said.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Wrong($"'secret' of '{setting.Name}' is neither true nor false"),
        };
        var structure = setting.Value.TryGetProperty("objectValue", out var found) && found.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? found : default(JsonElement?);
        return (setting.Name, value.GetString()!, structure, secret);
    }

    private static CommandException Wrong(string what) =>
        new($$"""--json: {{what}}. Expected: {"namespace:name": {"value": "…", "secret": false}, …}""", ExitCodes.Usage);
}
