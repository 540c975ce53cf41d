using System.Collections.Immutable;
using System.Text.Json;
using E3.Engine.Properties;

namespace E3.Engine.State;

/// <summary>A resource as JSON: names, order and what is left out when empty as in Pulumi's ResourceV3.</summary>
internal static class ResourceJson
{
    private static readonly HashSet<string> Known =
    [
        "urn", "custom", "delete", "id", "type", "inputs", "outputs", "parent", "protect", "taint", "external", "dependencies", "initErrors", "provider",
        "propertyDependencies", "pendingReplacement", "additionalSecretOutputs", "aliases", "customTimeouts", "importID", "retainOnDelete",
        "deletedWith", "replaceWith", "created", "modified", "ignoreChanges", "replaceOnChanges",
        "hideDiff", "replacementTrigger", "resourceHooks",
    ];

    public static void Write(Utf8JsonWriter json, ResourceState state, Func<string, string>? encrypt)
    {
        json.WriteStartObject();
        json.WriteString("urn", state.Urn);
        json.WriteBoolean("custom", state.Custom);
        Flag(json, "delete", state.Delete);
        Text(json, "id", state.Id);
        json.WriteString("type", state.Type);
        Properties(json, "inputs", state.Inputs, encrypt);
        Properties(json, "outputs", state.Outputs, encrypt);
        Text(json, "parent", state.Parent);
        Flag(json, "protect", state.Protect);
        Flag(json, "taint", state.Taint);
        Flag(json, "external", state.External);
        Texts(json, "dependencies", state.Dependencies);
        Texts(json, "initErrors", state.InitErrors);
        Text(json, "provider", state.Provider);
        Lists(json, "propertyDependencies", state.PropertyDependencies);
        Flag(json, "pendingReplacement", state.PendingReplacement);
        Texts(json, "additionalSecretOutputs", state.AdditionalSecretOutputs);
        Texts(json, "aliases", state.Aliases);
        Timeouts(json, state.Timeouts);
        Text(json, "importID", state.ImportId);
        Flag(json, "retainOnDelete", state.RetainOnDelete);
        Text(json, "deletedWith", state.DeletedWith);
        Texts(json, "replaceWith", state.ReplaceWith);
        Time(json, "created", state.Created);
        Time(json, "modified", state.Modified);
        Texts(json, "ignoreChanges", state.IgnoreChanges);
        Texts(json, "hideDiff", state.HideDiffs);
        Texts(json, "replaceOnChanges", state.ReplaceOnChanges);
        if (state.ReplacementTrigger is { } trigger)
        {
            json.WritePropertyName("replacementTrigger");
            PropertyJsonWriter.Write(json, trigger, encrypt);
        }
        Lists(json, "resourceHooks", state.Hooks);
        foreach (var (name, value) in state.Other)
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
        json.WriteEndObject();
    }

    public static ResourceState Read(JsonElement json, Func<string, string> decrypt)
    {
        var urn = Text(json, "urn");
        try
        {
            return new ResourceState
            {
                Urn = urn.Length > 0 ? urn : throw new EngineException("a resource in the state has no urn"),
                Type = Text(json, "type") is { Length: > 0 } type ? type : throw new EngineException($"resource '{urn}' in the state has no type"),
                Custom = Flag(json, "custom"),
                Delete = Flag(json, "delete"),
                Id = Text(json, "id"),
                Inputs = Properties(json, "inputs", decrypt),
                Outputs = Properties(json, "outputs", decrypt),
                Parent = Text(json, "parent"),
                Protect = Flag(json, "protect"),
                Taint = Flag(json, "taint"),
                External = Flag(json, "external"),
                Dependencies = Texts(json, "dependencies"),
                InitErrors = Texts(json, "initErrors"),
                Provider = Text(json, "provider"),
                PropertyDependencies = Lists(json, "propertyDependencies"),
                PendingReplacement = Flag(json, "pendingReplacement"),
                AdditionalSecretOutputs = Texts(json, "additionalSecretOutputs"),
                Aliases = Texts(json, "aliases"),
                Timeouts = json.TryGetProperty("customTimeouts", out var timeouts) && timeouts.ValueKind == JsonValueKind.Object
                    ? new CustomTimeouts(Seconds(timeouts, "create"), Seconds(timeouts, "update"), Seconds(timeouts, "delete"), Seconds(timeouts, "read"))
                    : CustomTimeouts.None,
                ImportId = Text(json, "importID"),
                RetainOnDelete = Flag(json, "retainOnDelete"),
                DeletedWith = Text(json, "deletedWith"),
                ReplaceWith = Texts(json, "replaceWith"),
                Created = Time(json, "created"),
                Modified = Time(json, "modified"),
                IgnoreChanges = Texts(json, "ignoreChanges"),
                ReplaceOnChanges = Texts(json, "replaceOnChanges"),
                HideDiffs = Texts(json, "hideDiff"),
                ReplacementTrigger = json.TryGetProperty("replacementTrigger", out var trigger) && trigger.ValueKind != JsonValueKind.Null
                    ? PropertyJsonReader.Read(trigger, decrypt)
                    : null,
                Hooks = Lists(json, "resourceHooks"),
                Other = ResourceState.NoOther.SetItems(json.EnumerateObject()
                    .Where(entry => !Known.Contains(entry.Name)).Select(entry => KeyValuePair.Create(entry.Name, entry.Value.Clone()))),
            };
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException)
        {
            throw new EngineException($"resource '{urn}' in the state has a field of the wrong kind: {error.Message}", error);
        }
    }

    private static void Flag(Utf8JsonWriter json, string name, bool value)
    {
        if (value)
            json.WriteBoolean(name, true);
    }

    private static void Text(Utf8JsonWriter json, string name, string value)
    {
        if (value.Length > 0)
            json.WriteString(name, value);
    }

    private static void Texts(Utf8JsonWriter json, string name, ImmutableArray<string> values)
    {
        if (values.IsEmpty)
            return;
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void Lists(Utf8JsonWriter json, string name, ImmutableSortedDictionary<string, ImmutableArray<string>> lists)
    {
        if (lists.IsEmpty)
            return;
        json.WriteStartObject(name);
        foreach (var (key, values) in lists)
        {
            json.WriteStartArray(key);
            foreach (var value in values)
                json.WriteStringValue(value);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void Properties(Utf8JsonWriter json, string name, PropertyMap properties, Func<string, string>? encrypt)
    {
        if (properties.Count == 0)
            return;
        json.WritePropertyName(name);
        PropertyJsonWriter.Write(json, properties, encrypt);
    }

    private static void Time(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } known)
            json.WriteString(name, known.UtcDateTime);
    }

    private static void Timeouts(Utf8JsonWriter json, CustomTimeouts timeouts)
    {
        if (timeouts == CustomTimeouts.None)
            return;
        json.WriteStartObject("customTimeouts");
        foreach (var (name, timeout) in new[] { ("create", timeouts.Create), ("update", timeouts.Update), ("delete", timeouts.Delete), ("read", timeouts.Read) })
        {
            if (timeout is { } known)
                json.WriteNumber(name, known.TotalSeconds);
        }
        json.WriteEndObject();
    }

    private static string Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static bool Flag(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.GetBoolean();

    private static ImmutableArray<string> Texts(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? Texts(value) : [];

    private static ImmutableArray<string> Texts(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(item => item.GetString() ?? "")] : [];

    private static ImmutableSortedDictionary<string, ImmutableArray<string>> Lists(JsonElement json, string name) =>
        json.TryGetProperty(name, out var lists) && lists.ValueKind == JsonValueKind.Object
            ? ResourceState.NoPropertyDependencies.SetItems(lists.EnumerateObject().Select(entry => KeyValuePair.Create(entry.Name, Texts(entry.Value))))
            : ResourceState.NoPropertyDependencies;

    private static PropertyMap Properties(JsonElement json, string name, Func<string, string> decrypt) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? PropertyJsonReader.ReadMap(value, decrypt) : PropertyMap.Empty;

    private static DateTimeOffset? Time(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetDateTimeOffset() : null;

    private static TimeSpan? Seconds(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.GetDouble() is var seconds and not 0 ? TimeSpan.FromSeconds(seconds) : null;
}
