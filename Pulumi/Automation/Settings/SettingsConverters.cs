using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pulumi.Automation;

/// <summary>A text; a number or truth value without quotes is one too.</summary>
internal class LenientTextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => JsonElement.ParseValue(ref reader).GetRawText(),
        _ => throw new JsonException("A text belongs here."),
    };

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);
}

/// <summary>A text; anything else that stands there has another meaning and is passed over.</summary>
internal sealed class TextOnlyConverter : LenientTextConverter
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        return base.Read(ref reader, typeToConvert, options);
    }
}

/// <summary>A runtime: a name, or <c>{name, options}</c>.</summary>
internal sealed class ProjectRuntimeConverter : JsonConverter<ProjectRuntime>
{
    public override ProjectRuntime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return new(NameOf(reader.GetString()));
        }

        var spelled = JsonSerializer.Deserialize<Spelled>(ref reader, options);
        return new(NameOf(spelled?.Name)) { Options = spelled?.Options };
    }

    public override void Write(Utf8JsonWriter writer, ProjectRuntime value, JsonSerializerOptions options)
    {
        var name = value.Name.ToString().ToLowerInvariant();
        if (value.Options is null)
        {
            writer.WriteStringValue(name);
        }
        else
        {
            JsonSerializer.Serialize(writer, new Spelled(name, value.Options), options);
        }
    }

    private static ProjectRuntimeName NameOf(string? text) => Enum.TryParse<ProjectRuntimeName>(text, ignoreCase: true, out var name)
        ? name
        : throw new JsonException($"runtime '{text}' is none of {string.Join(", ", Enum.GetNames<ProjectRuntimeName>()).ToLowerInvariant()}.");

    private sealed record Spelled(string? Name, ProjectRuntimeOptions? Options);
}

/// <summary>A setting: a text, a map or list, or <c>{secure: ciphertext}</c>.</summary>
internal sealed class StackSettingsConfigValueConverter : JsonConverter<StackSettingsConfigValue>
{
    private const string Secure = "secure";

    public override bool HandleNull => true;

    public override StackSettingsConfigValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var element = JsonElement.ParseValue(ref reader);
        return element.ValueKind switch
        {
            JsonValueKind.Null => new("", isSecure: false),
            JsonValueKind.String => new(element.GetString()!, isSecure: false),
            JsonValueKind.Object when element.EnumerateObject().FirstOrDefault(IsSecure) is { Value.ValueKind: JsonValueKind.String } secure =>
                new(secure.Value.GetString()!, isSecure: true),
            JsonValueKind.Object or JsonValueKind.Array => new(JsonSerializer.Serialize(element), isSecure: false) { IsTree = true },
            _ => new(element.GetRawText(), isSecure: false),
        };
    }

    public override void Write(Utf8JsonWriter writer, StackSettingsConfigValue value, JsonSerializerOptions options)
    {
        if (value.IsSecure)
        {
            writer.WriteStartObject();
            writer.WriteString(Secure, value.Value);
            writer.WriteEndObject();
        }
        else if (value.IsTree)
        {
            writer.WriteRawValue(value.Value);
        }
        else
        {
            writer.WriteStringValue(value.Value);
        }
    }

    private static bool IsSecure(JsonProperty property) => string.Equals(property.Name, Secure, StringComparison.OrdinalIgnoreCase);
}
