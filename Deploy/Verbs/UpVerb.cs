using E3.Deploy.Cloud;
using E3.Deploy.CommandLine;
using E3.Deploy.Display.Reports;
using E3.Deploy.Display.Terminal;
using E3.Deploy.Doctor;
using E3.Deploy.Results;
using E3.Deploy.Stacks;
using E3.Deploy.Surroundings;
using E3.Engine;

namespace E3.Deploy.Verbs;

/// <summary>Makes the stack what its program says and shows what was measured.</summary>
internal sealed class UpVerb(Host host, OperationFlags flags)
{
    public async Task<int> RunAsync()
    {
        Question.RequireAnswerable(host.Screen, flags);
        var stop = host.Interrupts.Stop;
        var context = StackContext.Open(host, flags.Stack, flags.SettingsFile);
        if (flags.Config.Count > 0)
        {
            await ConfigVerb.SetAllAsync(context, flags.Config, [], flags.ConfigPath, host.Interrupts.Stop);
        }

        using var cloud = CloudAccess.Of(context);
        cloud?.RequireRoot("up");
        RequireTools(context);
        var secrets = context.SecretsAsync(stop);
        var program = flags.Client is not null ? Engines.NoProgram : await ProgramFinder.FindAsync(context.Project, Say, stop);
        await using var engines = new Engines(context, flags);
        if (!flags.Yes)
        {
            await ConfirmAsync(engines, program);
        }

        await secrets; // a wrong passphrase is an error before anything is started
        if (cloud is not null)
        {
            await cloud.EnsureAsync(null, stop);
        }

        var (result, _) = await engines.RunAsync(OperationKind.Update, program);
        var code = engines.ExitCodeOf(result, "update");
        if (!flags.Display.ForProgram && !flags.Display.SuppressOutputs)
        {
            MeasurementsReport.Write(host.Screen, result.Outputs, context.Settings);
        }

        return code;
    }

    private async Task ConfirmAsync(Engines engines, ProgramCommand program)
    {
        if (flags.SkipPreview)
        {
            if (host.Screen.Interactive)
            {
                await Question.AskAsync(host.Screen, "update", "There was no preview.", null, host.Interrupts.Stop);
            }

            return;
        }

        var (preview, view) = await engines.RunAsync(OperationKind.Preview, program);
        engines.ExitCodeOf(preview, "preview");
        await Question.AskAsync(host.Screen, "update", "", flags.Display.Diff ? null : () => DiffReport.Write(view), host.Interrupts.Stop);
    }

    /// <summary>Before anything is begun: hosts that share this machine's programs would only find out when they are half built.</summary>
    private static void RequireTools(StackContext context)
    {
        if (OverlayFindings.Look(context).FirstOrDefault(finding => finding.Health == Health.Broken) is { } lack)
        {
            throw new CommandException($"{lack.Found}: {lack.Remedy}");
        }
    }

    private void Say(string what) => host.Screen.WriteError(new StyledText().Line($"e3: {what}", Tone.Faint));
}
