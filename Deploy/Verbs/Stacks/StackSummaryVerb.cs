using System.Globalization;
using E3.Deploy.CommandLine;
using E3.Deploy.Display.Terminal;
using E3.Deploy.Stacks;
using E3.Deploy.Surroundings;
using E3.Engine.Properties;
using E3.Engine.State;

namespace E3.Deploy.Verbs.Stacks;

/// <summary>Shows a stack: where it is kept, its resources as a tree, its outputs.</summary>
internal sealed class StackSummaryVerb(Host host, string? stack)
{
    public async Task<int> RunAsync(bool nameOnly, bool ids, bool urns, bool showSecrets, CancellationToken cancel)
    {
        var context = StackContext.Open(host, stack);
        if (nameOnly)
        {
            host.Screen.Out.WriteLine(context.Settings.Stack);
            return ExitCodes.Ok;
        }

        var output = host.Screen.Out;
        output.WriteLine($"Current stack is {context.Settings.Stack}:");
        output.WriteLine($"    Managed by {host.Machine}");
        var summary = context.Backend.Exists(context.Reference) ? await context.Backend.SummarizeAsync(context.Reference, cancel) : null;
        if (summary?.LastUpdate is { } time)
        {
            output.WriteLine($"    Last updated: {Times.Ago(time, host.Clock.GetUtcNow())} ({time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)})");
            output.WriteLine($"    Pulumi version used: {summary.Version}");
        }
        else
        {
            output.WriteLine("    No updates yet; run `e3 up`");
        }

        var snapshot = await context.SnapshotAsync(cancel) ?? Snapshot.Empty;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Current stack resources ({snapshot.Resources.Length}):"));
        if (snapshot.Resources.IsEmpty)
        {
            output.WriteLine("    No resources currently in this stack");
        }
        else
        {
            output.Write(Tree(snapshot, ids, urns));
            output.WriteLine();
            StackOutputVerb.WriteTable(output, snapshot.Outputs ?? PropertyMap.Empty, showSecrets);
        }

        output.WriteLine();
        output.WriteLine("Use `e3 stack select` to change stack; `e3 stack ls` lists known ones");
        return ExitCodes.Ok;
    }

    private static string Tree(Snapshot snapshot, bool ids, bool urns)
    {
        var present = snapshot.Resources.Select(resource => resource.Urn).ToHashSet(StringComparer.Ordinal);
        var root = snapshot.Resources.FirstOrDefault(resource => resource.Type == Display.Resources.UrnParts.StackType && resource.Parent.Length == 0);
        var children = snapshot.Resources.Where(resource => resource != root)
            .ToLookup(resource => present.Contains(resource.Parent) ? resource.Parent : root?.Urn ?? "", StringComparer.Ordinal);
        var rows = new List<string[]>();
        // The old half of a replacement shares its URN with the new one: its children are shown once.
        var shown = new HashSet<string>(StringComparer.Ordinal);
        if (root is not null)
        {
            Add(root, "", "");
        }
        else
        {
            foreach (var resource in children[""])
            {
                Add(resource, "", "");
            }
        }

        return TextTable.Of(["TYPE", "NAME"], rows, "    ");

        void Add(ResourceState resource, string branch, string padding)
        {
            rows.Add([branch + resource.Type, Display.Resources.UrnParts.Of(resource.Urn).Name]);
            var below = shown.Add(resource.Urn) ? children[resource.Urn].ToList() : [];
            var bar = padding + (below.Count > 0 ? "│  " : "   ");
            if (urns)
            {
                rows.Add([$"{bar}URN: {resource.Urn}", ""]);
            }

            if (ids && resource.Id.Length > 0)
            {
                rows.Add([$"{bar}ID: {resource.Id}", ""]);
            }

            for (var index = 0; index < below.Count; index++)
            {
                var last = index == below.Count - 1;
                Add(below[index], padding + (last ? "└─ " : "├─ "), padding + (last ? "   " : "│  "));
            }
        }
    }
}
