using E3.Deploy.Cloud;
using E3.Deploy.CommandLine;
using E3.Deploy.Display.Resources;
using E3.Deploy.Display.Terminal;
using E3.Deploy.Stacks;
using E3.Deploy.Surroundings;
using E3.Engine;

namespace E3.Deploy.Verbs;

/// <summary>Shows what an update would do.</summary>
internal sealed class PreviewVerb(Host host, OperationFlags flags)
{
    public async Task<int> RunAsync()
    {
        var context = StackContext.Open(host, flags.Stack, flags.SettingsFile, needsPassphrase: false);
        return await PreviewComment.OfAsync(context, OperationKind.Preview, flags, show => RunAsync(context, show));
    }

    private async Task<int> RunAsync(StackContext context, Func<OperationView, Task> show)
    {
        if (flags.Config.Count > 0)
        {
            await ConfigVerb.SetAllAsync(context, flags.Config, [], flags.ConfigPath, host.Interrupts.Stop);
        }

        var program = flags.Client is not null ? Engines.NoProgram : await ProgramFinder.FindAsync(context.Project, Say, host.Interrupts.Stop);
        // What a killed run left open is looked up in the cloud before anything can be said about it.
        using var cloud = CloudAccess.Of(context);
        if (cloud is not null && await context.SnapshotAsync(host.Interrupts.Stop) is { PendingOperations.IsEmpty: false })
        {
            cloud.RequireRoot("preview");
            await cloud.EnsureAsync(null, host.Interrupts.Stop);
        }

        await using var engines = new Engines(context, flags);
        var (result, view) = await engines.RunAsync(OperationKind.Preview, program);
        await show(view);
        return engines.ExitCodeOf(result, "preview");
    }

    private void Say(string what) => host.Screen.WriteError(new StyledText().Line($"e3: {what}", Tone.Faint));
}
