using E3.Deploy.Cloud;
using E3.Deploy.CommandLine;
using E3.Deploy.Results;
using E3.Deploy.Stacks;
using E3.Deploy.Surroundings;
using E3.Engine;

namespace E3.Deploy.Verbs;

/// <summary>Takes the stack's measurements again: an update whose only targets are their resources, replaced.</summary>
internal sealed class BenchVerb(Host host, OperationFlags flags)
{
    public async Task<int> RunAsync()
    {
        var stop = host.Interrupts.Stop;
        var context = StackContext.Open(host, flags.Stack, flags.SettingsFile);
        using var cloud = CloudAccess.Of(context);
        cloud?.RequireRoot("bench");
        var secrets = context.SecretsAsync(stop);
        var snapshot = await context.SnapshotAsync(stop);
        var measurements = snapshot is null ? [] : Measurements.Urns(snapshot);
        if (measurements.Count == 0)
        {
            throw new CommandException($"stack '{context.Settings.Stack}' has no measurements: ./e3 up takes the first ones (setting e3:jobs says which).");
        }

        await secrets; // a wrong passphrase is an error before anything is started
        if (cloud is not null)
        {
            await cloud.EnsureAsync(null, stop);
        }

        var program = await ProgramFinder.FindAsync(context.Project, _ => { }, stop);
        var again = flags with { Targets = measurements, Replace = measurements, Message = flags.Message.Length > 0 ? flags.Message : "measure again" };
        await using var engines = new Engines(context, again);
        var (result, _) = await engines.RunAsync(OperationKind.Update, program);
        var code = engines.ExitCodeOf(result, "bench");
        if (!flags.Display.ForProgram)
        {
            MeasurementsReport.Write(host.Screen, result.Outputs, context.Settings);
        }

        return code;
    }
}
