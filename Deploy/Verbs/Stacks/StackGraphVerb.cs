using System.Text;
using E3.Deploy.CommandLine;
using E3.Deploy.Stacks;
using E3.Deploy.Surroundings;
using E3.Engine.State;

namespace E3.Deploy.Verbs.Stacks;

/// <summary>
/// Writes a stack's resources as a graph: from what is needed to what needs it, named by the properties it is needed for, and from children to
/// parents (<see href="https://graphviz.org/doc/info/lang.html"/>).
/// </summary>
internal sealed class StackGraphVerb(Host host, string? stack)
{
    public bool Parents { get; init; }

    public bool Dependencies { get; init; }

    public bool ShortNames { get; init; }

    public required string DependencyColour { get; init; }

    public required string ParentColour { get; init; }

    public string? Fragment { get; init; }

    public async Task<int> RunAsync(string file, CancellationToken cancel)
    {
        var context = StackContext.OpenExisting(host, stack);
        var snapshot = await context.SnapshotAsync(cancel) ?? Snapshot.Empty;
        await File.WriteAllTextAsync(Path.GetFullPath(file, host.Folder), Draw(snapshot), cancel);
        host.Screen.Out.WriteLine($"Wrote stack dependency graph to `{file}`");
        return ExitCodes.Ok;
    }

    private string Draw(Snapshot snapshot)
    {
        var text = new StringBuilder("strict digraph {\n");
        if (Fragment is not null)
        {
            text.Append(Fragment).Append('\n');
        }

        // Both halves of a replacement have one URN, and one node.
        var resources = snapshot.Resources.DistinctBy(resource => resource.Urn).ToList();
        var nodes = resources.Select((resource, place) => KeyValuePair.Create(resource.Urn, $"Resource{place}")).ToDictionary(StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            text.Append($"    {nodes[resource.Urn]} [label={Quoted(ShortNames ? resource.Urn.Split("::", 4)[^1] : resource.Urn)}];\n");
        }

        foreach (var resource in resources)
        {
            foreach (var needed in Dependencies ? resource.Dependencies.Distinct().Where(nodes.ContainsKey) : [])
            {
                var properties = resource.PropertyDependencies.Where(entry => entry.Value.Contains(needed)).Select(entry => entry.Key).ToList();
                var label = properties.Count > 0 ? $", label = {Quoted(string.Join(", ", properties))}" : "";
                text.Append($"    {nodes[needed]} -> {nodes[resource.Urn]} [color = {Quoted(DependencyColour)}{label}];\n");
            }

            if (Parents && nodes.TryGetValue(resource.Parent, out var parent))
            {
                text.Append($"    {nodes[resource.Urn]} -> {parent} [color = {Quoted(ParentColour)}];\n");
            }
        }

        return text.Append("}\n").ToString();
    }

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
