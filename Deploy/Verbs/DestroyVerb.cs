using E3.Deploy.Cloud;
using E3.Deploy.CommandLine;
using E3.Deploy.Display.Reports;
using E3.Deploy.Display.Resources;
using E3.Deploy.Stacks;
using E3.Deploy.Surroundings;
using E3.Deploy.Verbs.Stacks;
using E3.Engine;
using E3.Engine.Events;
using E3.Engine.State;

namespace E3.Deploy.Verbs;

/// <summary>Deletes everything of the stack, and its cloud on this machine when that is empty then.</summary>
internal sealed class DestroyVerb(Host host, OperationFlags flags)
{
    public async Task<int> RunAsync()
    {
        Question.RequireAnswerable(host.Screen, flags);
        var context = StackContext.Open(host, flags.Stack, flags.SettingsFile, needsPassphrase: !flags.PreviewOnly);
        return await PreviewComment.OfAsync(context, OperationKind.Destroy, flags, show => RunAsync(context, show));
    }

    private async Task<int> RunAsync(StackContext context, Func<OperationView, Task> show)
    {
        var stop = host.Interrupts.Stop;
        using var cloud = CloudAccess.Of(context);
        cloud?.RequireRoot("destroy");
        var snapshot = await context.SnapshotAsync(stop);
        var anything = snapshot is not null && (snapshot.Resources.Length > 0 || snapshot.PendingOperations.Length > 0);
        if (!flags.Yes && !flags.PreviewOnly)
        {
            await ConfirmAsync(context, snapshot);
        }

        if (anything && cloud is not null)
        {
            await cloud.EnsureAsync(null, stop);
        }
        else if (snapshot is null && cloud is not null && !flags.PreviewOnly)
        {
            // An update that was killed before it made the stack may have started it; there is no other that would stop it.
            await cloud.StopIfEmptyAsync(stop);
        }

        var program = flags.RunProgram && flags.Client is null ? await ProgramFinder.FindAsync(context.Project, _ => { }, stop) : Engines.NoProgram;
        await using var engines = new Engines(context, flags);
        var (result, view) = await engines.RunAsync(OperationKind.Destroy, program);
        await show(view);
        var code = engines.ExitCodeOf(result, "destroy");
        if (flags.PreviewOnly)
        {
            return code;
        }

        if (cloud is not null && flags.Targets.Count == 0)
        {
            await cloud.StopIfEmptyAsync(stop);
        }

        if (flags.Remove)
        {
            await StackRemoveVerb.RemoveAsync(context, force: false, preserveConfig: false, removeBackups: false, stop);
            if (!flags.Display.ForProgram)
            {
                host.Screen.Out.WriteLine($"The resources in the stack have been deleted, and stack '{context.Settings.Stack}' with its settings is removed.");
            }
        }
        else if (!flags.Display.ForProgram && flags.Targets.Count == 0)
        {
            host.Screen.Out.WriteLine("The resources in the stack have been deleted, but its history and settings are kept; "
                + $"e3 stack rm {context.Settings.Stack} removes it completely.");
        }

        return code;
    }

    private async Task ConfirmAsync(StackContext context, Snapshot? snapshot)
    {
        if (!flags.SkipPreview)
        {
            host.Screen.Write(ClosingReport.Tree(Plan(context, snapshot ?? Snapshot.Empty)));
        }

        if (host.Screen.Interactive)
        {
            var count = snapshot?.Resources.Length ?? 0;
            await Question.AskAsync(host.Screen, "destroy", $"{count} resource(s) of stack '{context.Settings.Stack}' are deleted for good.", null, host.Interrupts.Stop);
        }
    }

    /// <summary>What is in the state, each as to be deleted.</summary>
    private OperationView Plan(StackContext context, Snapshot snapshot)
    {
        var view = new OperationView(OperationKind.Preview, context.Project.Name, context.Settings.Stack, host.Clock);
        foreach (var resource in snapshot.Resources)
        {
            var state = new StepEventStateMetadata(resource.Type, resource.Urn, resource.Custom, resource.Delete, resource.Id, resource.Parent, resource.Protect,
                resource.External, resource.RetainOnDelete, Engine.Properties.PropertyMap.Empty, Engine.Properties.PropertyMap.Empty, resource.Provider, []);
            view.Take(new ResourcePreEvent(new StepEventMetadata("delete", resource.Urn, resource.Type, state, null, [], [], null, true, resource.Provider), true));
        }

        return view;
    }
}
