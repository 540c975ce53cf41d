using E3.Deploy.CommandLine;
using E3.Deploy.Stacks;
using E3.Deploy.Surroundings;
using E3.Engine.State;
using E3.Engine.Workspace;

namespace E3.Deploy.Verbs.Stacks;

/// <summary>Gives a stack another name; <c>organization/project/name</c> moves it to another project, whose Pulumi.yaml then has to say so.</summary>
internal sealed class StackRenameVerb(Host host, string? stack)
{
    public async Task<int> RunAsync(string newName, CancellationToken cancel)
    {
        var context = StackContext.OpenExisting(host, stack);
        var to = newName.Split('/') switch
        {
            ["organization", var project, var name] => new StackReference(project, name),
            _ => new StackReference(context.Project.Name, StackNames.Plain(newName, context.Project.Name)),
        };
        StackSettings.CheckStackName(to.Stack);
        var file = context.Project.SettingsFile(to.Stack);
        if (to.Stack != context.Reference.Stack && File.Exists(file))
        {
            throw new CommandException($"{file} is there already: it would become the settings of the renamed stack. Move it away first.");
        }

        await context.Backend.RenameAsync(context.Reference, to, cancel);
        if (context.Settings.Exists && to.Stack != context.Reference.Stack)
        {
            File.Move(context.Settings.File, file);
        }

        await context.Selected.WriteAsync(to.FullName, cancel);
        var shown = to.Project == context.Project.Name ? to.Stack : to.FullName;
        host.Screen.Out.WriteLine($"Renamed {context.Reference.Stack} to {shown}");
        return ExitCodes.Ok;
    }
}
