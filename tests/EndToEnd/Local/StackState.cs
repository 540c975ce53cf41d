using System.Text.Json.Nodes;
using E3.EndToEnd.Workspaces;

namespace E3.EndToEnd.Local;

/// <summary>What the checkpoint of a stack holds, read as any other program would read it.</summary>
internal sealed class StackState
{
    private readonly JsonArray _resources;

    private StackState(JsonArray resources) => _resources = resources;

    public IEnumerable<string> Urns => _resources.Select(resource => (string)resource!["urn"]!);

    public JsonObject Outputs => _resources.Select(resource => resource!.AsObject())
        .Single(resource => (string?)resource["type"] == "pulumi:pulumi:Stack")["outputs"]!.AsObject();

    public static async Task<StackState> ReadAsync(Workspace workspace, CancellationToken cancel)
    {
        var checkpoint = JsonNode.Parse(await File.ReadAllTextAsync(workspace.Checkpoint, cancel))!;
        return new StackState(checkpoint["checkpoint"]!["latest"]?["resources"]?.AsArray() ?? []);
    }

    /// <summary>Urn → id of the resources of a type, such as <c>digitalocean:index/droplet:Droplet</c>.</summary>
    public IReadOnlyDictionary<string, string> Ids(string type) => _resources.Select(resource => resource!.AsObject())
        .Where(resource => (string?)resource["type"] == type)
        .ToDictionary(resource => (string)resource["urn"]!, resource => (string)resource["id"]!);
}
