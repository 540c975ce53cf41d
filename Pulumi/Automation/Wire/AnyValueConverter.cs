using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pulumi.Automation.Wire;

/// <summary>
/// Values of which only JSON says what they are: true and false, whole numbers as <see cref="long"/> and others as <see cref="double"/>, texts
/// (those that are an ISO 8601 date as <see cref="DateTime"/>), <c>object[]</c>, and <c>Dictionary&lt;string, object&gt;</c>.
/// </summary>
internal sealed class AnyValueConverter : JsonConverter<object>
{
    public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Number => reader.TryGetInt64(out var whole) ? whole : reader.GetDouble(),
        JsonTokenType.String => reader.TryGetDateTime(out var time) ? time : reader.GetString(),
        JsonTokenType.StartArray => JsonSerializer.Deserialize<object[]>(ref reader, options),
        _ => JsonSerializer.Deserialize<Dictionary<string, object>>(ref reader, options),
    };

    public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
        => throw new NotSupportedException("Values of any kind are only read: they are the engine's.");
}
