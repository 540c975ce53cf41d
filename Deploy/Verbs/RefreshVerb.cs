using E3.Deploy.Cloud;
using E3.Deploy.CommandLine;
using E3.Deploy.Display.Resources;
using E3.Deploy.Stacks;
using E3.Deploy.Surroundings;
using E3.Engine;

namespace E3.Deploy.Verbs;

/// <summary>Brings the state up to date with what exists.</summary>
internal sealed class RefreshVerb(Host host, OperationFlags flags)
{
    public async Task<int> RunAsync()
    {
        Question.RequireAnswerable(host.Screen, flags);
        var context = StackContext.Open(host, flags.Stack, flags.SettingsFile, needsPassphrase: !flags.PreviewOnly);
        return await PreviewComment.OfAsync(context, OperationKind.Refresh, flags, show => RunAsync(context, show));
    }

    private async Task<int> RunAsync(StackContext context, Func<OperationView, Task> show)
    {
        using var cloud = CloudAccess.Of(context);
        cloud?.RequireRoot("refresh");
        var secrets = context.SecretsAsync(host.Interrupts.Stop);
        if (!flags.Yes && !flags.PreviewOnly && host.Screen.Interactive)
        {
            await Question.AskAsync(host.Screen, "refresh", "No resource is changed, only the stack's state.", null, host.Interrupts.Stop);
        }

        await secrets; // a wrong passphrase is an error before anything is started
        if (cloud is not null)
        {
            await cloud.EnsureAsync(null, host.Interrupts.Stop);
        }

        var program = flags.RunProgram && flags.Client is null ? await ProgramFinder.FindAsync(context.Project, _ => { }, host.Interrupts.Stop) : Engines.NoProgram;
        await using var engines = new Engines(context, flags);
        var (result, view) = await engines.RunAsync(OperationKind.Refresh, program);
        await show(view);
        return engines.ExitCodeOf(result, "refresh");
    }
}
