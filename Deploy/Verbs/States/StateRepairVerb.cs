using E3.Deploy.CommandLine;
using E3.Deploy.Display.Terminal;
using E3.Deploy.Stacks;
using E3.Deploy.Surroundings;
using E3.Engine;
using E3.Engine.State;

namespace E3.Deploy.Verbs.States;

/// <summary>Mends a state that is not sound, after showing what would change.</summary>
internal sealed class StateRepairVerb(Host host, string? stack)
{
    public async Task<int> RunAsync(bool yes, CancellationToken cancel)
    {
        var context = StackContext.OpenExisting(host with { ChecksIntegrity = false }, stack);
        var repair = Plan(await context.SnapshotAsync(cancel) ?? Snapshot.Empty);
        if (repair is null)
        {
            host.Screen.Out.WriteLine("The snapshot is already valid; skipping repair");
            return ExitCodes.Ok;
        }

        if (repair.RemainingFault is { } remaining)
        {
            throw ByHand(repair.Fault, remaining);
        }

        host.Screen.Write(Preview(repair));
        if (!yes)
        {
            await Question.ConfirmAsync(host.Screen, "This command will edit your stack's state directly. Confirm?", cancel);
        }

        await context.Backend.EditAsync(context.Reference, await context.SecretsAsync(cancel), snapshot => Plan(snapshot)?.Repaired ?? snapshot, cancel);
        host.Screen.Out.WriteLine("State repaired successfully");
        return ExitCodes.Ok;
    }

    private static SnapshotRepair? Plan(Snapshot snapshot)
    {
        try
        {
            return SnapshotRepair.Of(snapshot);
        }
        catch (EngineException failure)
        {
            throw ByHand(failure.Message, failure.Message);
        }
    }

    private static StyledText Preview(SnapshotRepair repair)
    {
        var text = new StyledText().Line($"The state is not sound: {repair.Fault}.").Line();
        if (!repair.Reordered.IsEmpty)
        {
            text.Line("The following resources will be reordered to appear before their dependents:").Line();
            foreach (var resource in repair.Reordered)
            {
                text.Line($"* {resource.Urn}{(resource.Delete ? " (deleted)" : "")}");
            }

            text.Line();
        }

        if (repair.Pruned.Count > 0)
        {
            text.Line("The following resources will be modified to remove missing dependencies:").Line();
            foreach (var resource in repair.Pruned)
            {
                text.Add("~ ", Tone.Update).Line($"{resource.OldUrn}{(resource.Deleted ? " (deleted)" : "")}");
                if (resource.NewUrn != resource.OldUrn)
                {
                    text.Add("  ~ ", Tone.Update).Line($"{resource.NewUrn} [urn]");
                }

                foreach (var (urn, kind) in resource.Removed)
                {
                    text.Add("  - ", Tone.Delete).Line($"{urn} [{kind}]");
                }
            }

            text.Line();
        }

        return text;
    }

    private static CommandException ByHand(string fault, string remaining) => new($"Failed to repair the snapshot automatically: {remaining}\n\n"
        + "Nothing was written. The state can be mended by hand:\n"
        + "  e3 stack export --disable-integrity-checking --file state.json\n"
        + "  cp state.json state.json.backup\n"
        + "  (edit state.json)\n"
        + "  e3 stack import --file state.json"
        + (fault == remaining ? "" : $"\n\nBefore the repair: {fault}"));
}
