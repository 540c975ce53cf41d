using System.Text.Json;
using System.Text.Json.Serialization;
using Pulumi.Automation.Events;

namespace Pulumi.Automation.Wire;

/// <summary>JSON as the command writes and reads it.</summary>
internal static class WireJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        AllowTrailingCommas = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters =
        {
            new OperationTypeConverter(),
            new JsonStringEnumConverter<DiffKind>(JsonNamingPolicy.KebabCaseLower),
            new JsonStringEnumConverter<PluginKind>(JsonNamingPolicy.CamelCase),
            new JsonStringEnumConverter<UpdateKind>(JsonNamingPolicy.KebabCaseLower),
            new JsonStringEnumConverter<UpdateState>(JsonNamingPolicy.KebabCaseLower),
            new AnyValueConverter(),
        },
    };

    /// <exception cref="JsonException">It is no JSON, or not a <typeparamref name="T"/>.</exception>
    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)
        ?? throw new JsonException($"Expected a {typeof(T).Name}, not null.");

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);
}
