using Pulumi.Automation;
using Pulumi.Automation.Commands;

namespace E3.EndToEnd.Workspaces;

/// <summary>The stack of a workspace as Pulumi's Automation API drives it, with the built <c>e3</c> as its command.</summary>
internal static class AutomatedStack
{
    /// <summary>Selects the stack, made when there is none.</summary>
    public static async Task<WorkspaceStack> OfAsync(Workspace workspace, CancellationToken cancel)
    {
        var commands = Directory.CreateDirectory(Path.Combine(workspace.Folder, "bin"));
        var command = Path.Combine(commands.FullName, "pulumi");
        if (!File.Exists(command)) File.CreateSymbolicLink(command, Repository.E3);
        return await LocalWorkspace.CreateOrSelectStackAsync(
            new LocalProgramArgs("local", workspace.Folder)
            {
                PulumiCommand = await LocalPulumiCommand.CreateAsync(new() { Root = workspace.Folder }, cancel),
                EnvironmentVariables = new Dictionary<string, string?>(workspace.Environment) { ["PULUMI_STACK"] = null, ["NO_COLOR"] = "1" },
            }, cancel);
    }
}
