using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pulumi.Automation.Wire;

/// <summary>The engine's names of its steps. One that a newer engine may have is <see cref="OperationType.Unknown"/>.</summary>
internal sealed class OperationTypeConverter : JsonConverter<OperationType>
{
    private static readonly FrozenDictionary<string, OperationType> Types = new Dictionary<string, OperationType>
    {
        ["same"] = OperationType.Same,
        ["create"] = OperationType.Create,
        ["update"] = OperationType.Update,
        ["delete"] = OperationType.Delete,
        ["replace"] = OperationType.Replace,
        ["create-replacement"] = OperationType.CreateReplacement,
        ["delete-replaced"] = OperationType.DeleteReplaced,
        ["read"] = OperationType.Read,
        ["read-replacement"] = OperationType.ReadReplacement,
        ["refresh"] = OperationType.Refresh,
        ["discard"] = OperationType.ReadDiscard,
        ["discard-replaced"] = OperationType.DiscardReplaced,
        ["remove-pending-replace"] = OperationType.RemovePendingReplace,
        ["import"] = OperationType.Import,
        ["import-replacement"] = OperationType.ImportReplacement,
    }.ToFrozenDictionary();

    public override OperationType Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => Types.GetValueOrDefault(reader.GetString() ?? "", OperationType.Unknown);

    public override OperationType ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => Read(ref reader, typeToConvert, options);

    public override void Write(Utf8JsonWriter writer, OperationType value, JsonSerializerOptions options)
        => throw new NotSupportedException("Steps are only read: they are the engine's.");
}
