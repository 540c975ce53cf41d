using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace E3.LocalCloud.Wan.Control;

/// <summary>What a request asks for. Exactly the members its kind needs are set.</summary>
internal enum WanVerb
{
    Ping,
    AddHost,
    AddOperator,
    RemoveHost,
    SetProfile,
    Report,
    Stop,
}

/// <summary>One line from a client to the emulator.</summary>
internal sealed record WanRequest(WanVerb Verb, WanHost? Host = null, WanOperator? Operator = null, string? Name = null, string? Since = null);

/// <summary>One line back: an error, or what was asked for.</summary>
internal sealed record WanResponse(string? Error = null, WanHealth? Health = null, WanReport? Report = null);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters = [typeof(AddressConverter)])]
[JsonSerializable(typeof(WanRequest))]
[JsonSerializable(typeof(WanResponse))]
internal sealed partial class WanJson : JsonSerializerContext;

internal sealed class AddressConverter : JsonConverter<IPAddress>
{
    public override IPAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IPAddress.TryParse(reader.GetString(), out var address) ? address : throw new JsonException("not an IP address");

    public override void Write(Utf8JsonWriter writer, IPAddress value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
