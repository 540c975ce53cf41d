using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace E3.Engine.Workspace;

/// <summary>
/// Which stack of a project is selected, per backend, in the file the official command keeps it in
/// (<see href="https://github.com/pulumi/pulumi/blob/master/pkg/workspace/workspace.go"/>):
/// <c>workspaces/&lt;project&gt;-&lt;SHA-1 of the project file's path&gt;-workspace.json</c>.
/// </summary>
public sealed class SelectedStack(PulumiHome home, Project project, string backendUrl)
{
    /// <summary>The file, absolute; it may not exist.</summary>
    public string File { get; } = Path.Combine(home.Folder, "workspaces", $"{project.Name}-{Sha1(project.File)}-workspace.json");

    /// <summary>The full name of the selected stack, <c>organization/project/stack</c>, or whatever an older command wrote; null when none is.</summary>
    public string? Read()
    {
        if (PulumiHome.ReadObject(File) is not { } settings)
        {
            return null;
        }

        // Before the selection was kept per backend, "stack" held it.
        var selected = settings["stacks"] is JsonObject { Count: > 0 } stacks && stacks[backendUrl] is { } own ? own : settings["stack"];
        return selected is JsonValue value && value.TryGetValue<string>(out var name) && name.Length > 0 ? name : null;
    }

    /// <summary>Selects a stack by its full name; null selects none.</summary>
    public async Task WriteAsync(string? fullName, CancellationToken cancel)
    {
        var settings = PulumiHome.ReadObject(File) ?? [];
        var stacks = PulumiHome.Member(settings, "stacks");
        if (fullName is not null)
        {
            stacks[backendUrl] = fullName;
        }
        else
        {
            stacks.Remove(backendUrl);
            settings.Remove("stack");
        }

        if (stacks.Count == 0)
        {
            settings.Remove("stacks");
        }

        if (settings.Count > 0)
        {
            await PulumiHome.WriteAsync(File, settings, cancel);
        }
        else
        {
            System.IO.File.Delete(File);
        }
    }

#pragma warning disable CA5350 // Not for security: the official command names the file so.
    private static string Sha1(string text) => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
}
