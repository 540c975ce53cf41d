using E3.Deploy.CommandLine;
using E3.Deploy.Stacks;
using E3.Deploy.Surroundings;

namespace E3.Deploy.Verbs.Stacks;

/// <summary>Removes a stack: its state, history and settings.</summary>
internal sealed class StackRemoveVerb(Host host)
{
    public async Task<int> RunAsync(string? stack, bool yes, bool force, bool preserveConfig, bool removeBackups, CancellationToken cancel)
    {
        if (!yes)
        {
            Question.RequireInteractive(host.Screen);
        }

        var context = StackContext.OpenExisting(host, stack);
        var name = context.Settings.Stack;
        if (!yes)
        {
            await Question.ConfirmByNameAsync(host.Screen, $"This will permanently remove the '{name}' stack!", name, cancel);
        }

        await RemoveAsync(context, force, preserveConfig, removeBackups, cancel);
        host.Screen.Out.WriteLine($"Stack '{name}' has been removed!");
        return ExitCodes.Ok;
    }

    /// <summary>Removes without a question.</summary>
    public static async Task RemoveAsync(StackContext context, bool force, bool preserveConfig, bool removeBackups, CancellationToken cancel)
    {
        var name = context.Settings.Stack;
        if (!await context.Backend.RemoveAsync(context.Reference, force, removeBackups, cancel))
        {
            throw new CommandException($"'{name}' still has resources; removal rejected. Possible actions:\n"
                + $"- Make sure that '{name}' is the stack that you want to destroy\n"
                + "- Run `e3 destroy` to delete the resources, then run `e3 stack rm`\n"
                + "- Run `e3 stack rm --force` to override this error");
        }

        if (!preserveConfig)
        {
            File.Delete(context.Settings.File);
        }

        if (context.Selected.Read() is { } selected && StackNames.Plain(selected, context.Project.Name) == name)
        {
            await context.Selected.WriteAsync(null, cancel);
        }
    }
}
