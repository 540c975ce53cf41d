using E3.Deploy.Cloud;
using E3.Deploy.CommandLine;
using E3.Deploy.Costs;
using E3.Deploy.Display.Markdown;
using E3.Deploy.Display.Resources;
using E3.Deploy.Display.Terminal;
using E3.Deploy.Stacks;
using E3.Deploy.Surroundings;
using E3.Engine;

namespace E3.Deploy.Verbs;

/// <summary>Shows what an update would do.</summary>
internal sealed class PreviewVerb(Host host, OperationFlags flags)
{
    private bool _written;

    public async Task<int> RunAsync()
    {
        var context = StackContext.Open(host, flags.Stack, flags.SettingsFile, needsPassphrase: false);
        if (!flags.Display.Markdown)
        {
            return await RunAsync(context, _ => Task.CompletedTask);
        }

        try
        {
            return await RunAsync(context, view => WriteMarkdownAsync(context, view));
        }
        catch (Exception failure) when (!_written && failure is not OperationCanceledException)
        {
            // A comment that stays as it was would be taken for what this preview found.
            host.Screen.Out.Write(new PreviewDocument(View(context), new CostChange(), Failures.Text(failure)).Write());
            throw;
        }
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

    private async Task WriteMarkdownAsync(StackContext context, OperationView view)
    {
        var prices = CostCalculation.NeedsSizes(view)
            ? await PriceLookUp.AskAsync(context, host.Interrupts.Stop)
            : PriceList.Without("they were not asked for");
        var costs = new CostCalculation(view, prices).Run();
        if (context.Endpoint is not null)
        {
            costs.Notes.Add("They are what the same would cost at DigitalOcean: this cloud is on this machine.");
        }

        var document = new PreviewDocument(view, costs).Write();
        _written = true;
        host.Screen.Out.Write(document);
    }

    private OperationView View(StackContext context) => new(OperationKind.Preview, context.Project.Name, context.Settings.Stack, host.Clock);

    private void Say(string what) => host.Screen.WriteError(new StyledText().Line($"e3: {what}", Tone.Faint));
}
