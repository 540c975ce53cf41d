using System.Globalization;
using E3.Deploy.CommandLine;
using E3.Deploy.Display.Json;
using E3.Deploy.Display.Terminal;
using E3.Deploy.Stacks;
using E3.Deploy.Surroundings;
using E3.Engine.Backends;

namespace E3.Deploy.Verbs.Stacks;

/// <summary>Lists stacks that have a state.</summary>
internal sealed class StackListVerb(Host host)
{
    /// <param name="project">Only this project's; null for the current one.</param>
    /// <param name="all">Every project's.</param>
    /// <param name="json">JSON instead of a table.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<int> RunAsync(string? project, bool all, bool json, CancellationToken cancel)
    {
        var found = ProjectBackend.Open(host);
        var current = found.Current() ?? StackNames.Default;
        var stacks = new List<(string Name, bool Current, StackSummary Summary)>();
        foreach (var stack in found.Backend.List().Where(stack => all || stack.Project == (project ?? found.Project.Name)))
        {
            var isOurs = stack.Project == found.Project.Name;
            stacks.Add((isOurs ? stack.Stack : stack.FullName, isOurs && stack.Stack == current, await found.Backend.SummarizeAsync(stack, cancel)));
        }

        stacks.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        host.Screen.Out.Write(json ? Json(stacks) + "\n" : Table(stacks));
        return ExitCodes.Ok;
    }

    private string Table(List<(string Name, bool Current, StackSummary Summary)> stacks) => TextTable.Of(
        ["NAME", "LAST UPDATE", "RESOURCE COUNT"],
        stacks.Select(stack => new[]
        {
            stack.Current ? stack.Name + "*" : stack.Name,
            stack.Summary.LastUpdate is { } time ? Times.Ago(time, host.Clock.GetUtcNow()) : "n/a",
            stack.Summary.ResourceCount?.ToString(CultureInfo.InvariantCulture) ?? "n/a",
        }));

    private static string Json(List<(string Name, bool Current, StackSummary Summary)> stacks) => JsonText.Of(json =>
    {
        json.WriteStartArray();
        foreach (var (name, current, summary) in stacks)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteBoolean("current", current);
            if (summary.LastUpdate is { } time)
            {
                json.WriteString("lastUpdate", Times.Json(time));
            }

            if (summary.ResourceCount is { } count)
            {
                json.WriteNumber("resourceCount", count);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
