using System.Collections.Immutable;
using System.Text.Json;
using E3.Engine.Deployments;
using E3.Engine.Properties;
using E3.Engine.State;

namespace E3.Engine.Plans;

/// <summary>What a plan says that a program asked of a resource, as JSON (GoalV1).</summary>
internal static class PlannedGoalJson
{
    public static void Write(Utf8JsonWriter json, PlannedGoal goal, Func<string, string> encrypt)
    {
        json.WriteStartObject("goal");
        json.WriteString("type", goal.Type);
        json.WriteString("name", goal.Name);
        json.WriteBoolean("custom", goal.Custom);
        WriteDiff(json, "inputDiff", goal.Inputs, encrypt);
        WriteDiff(json, "outputDiff", goal.Outputs, encrypt);
        Text(json, "parent", goal.Parent);
        json.WriteBoolean("protect", goal.Protect);
        Texts(json, "dependencies", goal.Dependencies);
        Text(json, "provider", goal.Provider);
        json.WriteStartObject("propertyDependencies");
        foreach (var (property, urns) in goal.PropertyDependencies)
        {
            json.WriteStartArray(property);
            foreach (var urn in urns)
                json.WriteStringValue(urn);
            json.WriteEndArray();
        }
        json.WriteEndObject();
        if (goal.DeleteBeforeReplace is { } first)
            json.WriteBoolean("deleteBeforeReplace", first);
        Texts(json, "ignoreChanges", goal.IgnoreChanges);
        Texts(json, "additionalSecretOutputs", goal.AdditionalSecretOutputs);
        if (!goal.Aliases.IsEmpty)
            WriteAliases(json, goal.Aliases);
        Text(json, "id", goal.ImportId);
        json.WriteStartObject("customTimeouts");
        foreach (var (name, timeout) in new[] { ("create", goal.Timeouts.Create), ("update", goal.Timeouts.Update), ("delete", goal.Timeouts.Delete), ("read", goal.Timeouts.Read) })
        {
            if (timeout is { } known)
                json.WriteNumber(name, known.TotalSeconds);
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static PlannedGoal Read(JsonElement json, Func<string, string> decrypt) => new()
    {
        Type = json.GetProperty("type").GetString()!,
        Name = json.GetProperty("name").GetString()!,
        Custom = json.GetProperty("custom").GetBoolean(),
        Inputs = ReadDiff(json, "inputDiff", decrypt),
        Outputs = ReadDiff(json, "outputDiff", decrypt),
        Parent = Text(json, "parent"),
        Protect = json.TryGetProperty("protect", out var protect) && protect.GetBoolean(),
        Dependencies = Texts(json, "dependencies"),
        Provider = Text(json, "provider"),
        PropertyDependencies = json.TryGetProperty("propertyDependencies", out var properties) && properties.ValueKind == JsonValueKind.Object
            ? ResourceState.NoPropertyDependencies.SetItems(properties.EnumerateObject().Select(entry => KeyValuePair.Create(entry.Name, Texts(entry.Value))))
            : ResourceState.NoPropertyDependencies,
        DeleteBeforeReplace = json.TryGetProperty("deleteBeforeReplace", out var first) && first.ValueKind != JsonValueKind.Null ? first.GetBoolean() : null,
        IgnoreChanges = Texts(json, "ignoreChanges"),
        AdditionalSecretOutputs = Texts(json, "additionalSecretOutputs"),
        Aliases = json.TryGetProperty("structuredAliases", out var aliases) && aliases.ValueKind == JsonValueKind.Array ? [.. aliases.EnumerateArray().Select(ReadAlias)] : [],
        ImportId = Text(json, "id"),
        Timeouts = json.TryGetProperty("customTimeouts", out var timeouts) && timeouts.ValueKind == JsonValueKind.Object
            ? new CustomTimeouts(Seconds(timeouts, "create"), Seconds(timeouts, "update"), Seconds(timeouts, "delete"), Seconds(timeouts, "read"))
            : CustomTimeouts.None,
    };

    public static void Texts(Utf8JsonWriter json, string name, ImmutableArray<string> values)
    {
        if (values.IsEmpty)
            return;
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void WriteDiff(Utf8JsonWriter json, string name, PlannedDiff diff, Func<string, string> encrypt)
    {
        json.WriteStartObject(name);
        if (diff.Adds.Count > 0)
        {
            json.WritePropertyName("adds");
            PropertyJsonWriter.Write(json, diff.Adds, encrypt);
        }
        Texts(json, "deletes", diff.Deletes);
        if (diff.Updates.Count > 0)
        {
            json.WritePropertyName("updates");
            PropertyJsonWriter.Write(json, diff.Updates, encrypt);
        }
        json.WriteEndObject();
    }

    private static PlannedDiff ReadDiff(JsonElement json, string name, Func<string, string> decrypt)
    {
        PropertyMap Map(JsonElement diff, string kind) =>
            diff.TryGetProperty(kind, out var map) && map.ValueKind == JsonValueKind.Object ? PropertyJsonReader.ReadMap(map, decrypt) : PropertyMap.Empty;

        return json.TryGetProperty(name, out var diff) && diff.ValueKind == JsonValueKind.Object
            ? new PlannedDiff(Map(diff, "adds"), Texts(diff, "deletes"), Map(diff, "updates"))
            : PlannedDiff.None;
    }

    private static void WriteAliases(Utf8JsonWriter json, ImmutableArray<AliasSpec> aliases)
    {
        json.WriteStartArray("structuredAliases");
        foreach (var alias in aliases)
        {
            json.WriteStartObject();
            json.WriteString("URN", alias.Urn ?? "");
            json.WriteString("Name", alias.Name ?? "");
            json.WriteString("Type", alias.Type ?? "");
            json.WriteString("Project", alias.Project ?? "");
            json.WriteString("Stack", alias.Stack ?? "");
            json.WriteString("Parent", alias.ParentUrn ?? "");
            json.WriteBoolean("NoParent", alias.NoParent);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static AliasSpec ReadAlias(JsonElement json)
    {
        string? Part(string name) => Text(json, name) is { Length: > 0 } text ? text : null;

        return new AliasSpec(
            Part("URN"), Part("Name"), Part("Type"), Part("Stack"), Part("Project"), Part("Parent"),
            json.TryGetProperty("NoParent", out var noParent) && noParent.GetBoolean());
    }

    private static void Text(Utf8JsonWriter json, string name, string value)
    {
        if (value.Length > 0)
            json.WriteString(name, value);
    }

    private static string Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static ImmutableArray<string> Texts(JsonElement json, string name) => json.TryGetProperty(name, out var values) ? Texts(values) : [];

    private static ImmutableArray<string> Texts(JsonElement values) =>
        values.ValueKind == JsonValueKind.Array ? [.. values.EnumerateArray().Select(value => value.GetString()!)] : [];

    private static TimeSpan? Seconds(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.GetDouble() is var seconds and not 0 ? TimeSpan.FromSeconds(seconds) : null;
}
