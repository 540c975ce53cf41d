using System.Text.Json;
using E3.Engine.State;

namespace E3.Engine;

/// <summary>
/// Many things to import, as JSON: <c>resources</c>, each with <c>type</c>, <c>name</c>, <c>id</c> and perhaps <c>parent</c>, <c>provider</c>,
/// <c>version</c>, <c>properties</c>, <c>component</c>; and a <c>nameTable</c> of names to URNs that parents and providers refer to
/// (<see href="https://www.pulumi.com/docs/iac/guides/migration/import/"/>).
/// </summary>
public static class ImportFile
{
    /// <summary>Reads such a file; <paramref name="path"/> is for its messages. <paramref name="protect"/> is what the command says for all.</summary>
    /// <exception cref="EngineException">It is not JSON, or a resource in it lacks something.</exception>
    public static IReadOnlyList<ImportSpec> Read(byte[] json, string path, StackReference stack, bool protect)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var urns = root.TryGetProperty("nameTable", out var table)
                ? table.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString() ?? "", StringComparer.Ordinal)
                : [];
            var specs = new List<ImportSpec>();
            foreach (var resource in root.GetProperty("resources").EnumerateArray())
            {
                var spec = ReadOne(resource, urns, path, protect);
                var parent = spec.Parent.Length > 0 ? spec.Parent : Urns.RootStack(stack.Stack, stack.Project);
                urns.TryAdd(spec.Name, Urns.Create(stack.Stack, stack.Project, parent, spec.Type, spec.Name));
                specs.Add(spec);
            }
            return specs;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new EngineException($"{path} is not an import file: {error.Message}", error);
        }
    }

    private static ImportSpec ReadOne(JsonElement json, Dictionary<string, string> urns, string path, bool protect)
    {
        string Text(string name) => json.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
        bool Truth(string name) => json.TryGetProperty(name, out var value) && value.GetBoolean();
        string Urn(string name) => Text(name) is not { Length: > 0 } given ? ""
            : given.StartsWith("urn:", StringComparison.Ordinal) ? given
            : urns.GetValueOrDefault(given)
                ?? throw new EngineException($"{path}: the {name} '{given}' of '{Text("name")}' is neither in the nameTable nor a resource before it");

        if (Truth("remote"))
            throw new EngineException($"{path}: '{Text("name")}' is a remote component, which the embedded engine does not have: import it with the official pulumi");
        if (Text("type").Length == 0 || Text("name").Length == 0)
            throw new EngineException($"{path}: every resource needs a type and a name");
        return new ImportSpec(Text("type"), Text("logicalName") is { Length: > 0 } logical ? logical : Text("name"), Text("id"))
        {
            Parent = Urn("parent"),
            Provider = Urn("provider"),
            Version = Text("version"),
            Component = Truth("component"),
            Protect = protect && !Truth("component"),
            Properties = json.TryGetProperty("properties", out var properties) ? [.. properties.EnumerateArray().Select(name => name.GetString()!)] : [],
        };
    }
}
