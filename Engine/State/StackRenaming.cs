using System.Text.Json;
using System.Text.Json.Nodes;

namespace E3.Engine.State;

/// <summary>
/// A checkpoint under another stack's or project's name: every URN of the old one in it, references among properties included, and the
/// name of the stack's own resource. Secrets stay as they are, encrypted.
/// </summary>
internal static class StackRenaming
{
    private static readonly string[] UrnFields = ["urn", "parent", "deletedWith", "viewOf", "provider"];
    private static readonly string[] UrnLists = ["dependencies", "aliases", "replaceWith"];
    private static readonly string[] Properties = ["inputs", "outputs"];
    private static readonly JsonSerializerOptions Format = new() { Encoder = PropertyJsonWriter.Options.Encoder };

    public static byte[] Rename(byte[] checkpoint, StackReference from, StackReference to)
    {
        var root = JsonNode.Parse(checkpoint)!;
        var content = root["checkpoint"]!.AsObject();
        content["stack"] = to.FullName;
        var latest = content["latest"] as JsonObject;
        foreach (var resource in latest?["resources"] as JsonArray ?? [])
            Rename(resource!.AsObject(), from, to);
        foreach (var operation in latest?["pending_operations"] as JsonArray ?? [])
            Rename(operation!["resource"]!.AsObject(), from, to);
        return JsonSerializer.SerializeToUtf8Bytes(root, Format);
    }

    private static void Rename(JsonObject resource, StackReference from, StackReference to)
    {
        foreach (var field in UrnFields.Where(resource.ContainsKey))
            resource[field] = Renamed(resource[field]!.GetValue<string>(), from, to);
        foreach (var list in UrnLists.Select(name => resource[name]).OfType<JsonArray>())
            Rename(list, from, to);
        foreach (var list in (resource["propertyDependencies"] as JsonObject ?? []).Select(entry => entry.Value).OfType<JsonArray>())
            Rename(list, from, to);
        foreach (var properties in Properties.Select(name => resource[name]).OfType<JsonObject>())
            RenameReferences(properties, from, to);
    }

    private static void Rename(JsonArray urns, StackReference from, StackReference to)
    {
        for (var index = 0; index < urns.Count; index++)
            urns[index] = Renamed(urns[index]!.GetValue<string>(), from, to);
    }

    private static void RenameReferences(JsonNode? node, StackReference from, StackReference to)
    {
        switch (node)
        {
            case JsonObject reference when reference[Signatures.Key] is JsonValue signature && signature.GetValue<string>() == Signatures.Reference:
                reference["urn"] = Renamed(reference["urn"]!.GetValue<string>(), from, to);
                break;
            case JsonObject map:
                foreach (var (_, value) in map)
                    RenameReferences(value, from, to);
                break;
            case JsonArray list:
                foreach (var item in list)
                    RenameReferences(item, from, to);
                break;
        }
    }

    private static string Renamed(string urn, StackReference from, StackReference to)
    {
        var (before, after) = (Urns.Prefix(from.Stack, from.Project), Urns.Prefix(to.Stack, to.Project));
        return urn == Urns.RootStack(from.Stack, from.Project) ? Urns.RootStack(to.Stack, to.Project)
            : urn.StartsWith(before, StringComparison.Ordinal) ? after + urn[before.Length..]
            : urn;
    }
}
