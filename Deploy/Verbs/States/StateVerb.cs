using System.Globalization;
using E3.Deploy.CommandLine;
using E3.Deploy.Stacks;
using E3.Deploy.Surroundings;
using E3.Engine.State;

namespace E3.Deploy.Verbs.States;

/// <summary>Edits a stack's state by hand. What the resources stand for is not touched.</summary>
internal sealed class StateVerb(Host host, string? stack, bool yes)
{
    public async Task<int> DeleteAsync(IReadOnlyList<string> urns, bool all, bool force, bool dependents, CancellationToken cancel)
    {
        RequireUrnsOrAll(urns, all);
        var before = 0;
        var after = 0;
        await EditAsync(snapshot =>
        {
            var edited = all ? StateEdits.DeleteAll(snapshot, force) : StateEdits.Delete(snapshot, urns, force, dependents);
            (before, after) = (snapshot.Resources.Length, edited.Resources.Length);
            return edited;
        }, cancel);
        host.Screen.Out.WriteLine(all ? "Resources deleted" : before - after == 1 ? "Resource deleted" : Text($"{before - after} resources deleted"));
        return ExitCodes.Ok;
    }

    public async Task<int> ProtectAsync(IReadOnlyList<string> urns, bool all, bool protect, CancellationToken cancel)
    {
        RequireUrnsOrAll(urns, all);
        await EditAsync(snapshot => StateEdits.Protect(snapshot, all ? null : urns, protect), cancel);
        var done = protect ? "protected" : "unprotected";
        host.Screen.Out.WriteLine(all ? $"All resources {done}" : Text($"{urns.Count} resources {done}"));
        return ExitCodes.Ok;
    }

    public async Task<int> TaintAsync(IReadOnlyList<string> urns, bool all, bool taint, CancellationToken cancel)
    {
        RequireUrnsOrAll(urns, all);
        await EditAsync(snapshot => StateEdits.Taint(snapshot, all ? null : urns, taint), cancel);
        var done = taint ? "tainted" : "untainted";
        host.Screen.Out.WriteLine(all ? $"All resources {done}" : Text($"{urns.Count} resources {done}"));
        return ExitCodes.Ok;
    }

    public async Task<int> RenameAsync(string urn, string name, CancellationToken cancel)
    {
        await EditAsync(snapshot => StateEdits.Rename(snapshot, urn, name), cancel);
        host.Screen.Out.WriteLine("Resource renamed");
        return ExitCodes.Ok;
    }

    /// <summary>What is wrong with the edit is told before the question; the stack is locked only while it is written.</summary>
    private async Task EditAsync(Func<Snapshot, Snapshot> edit, CancellationToken cancel)
    {
        var context = StackContext.OpenExisting(host, stack);
        edit(await context.SnapshotAsync(cancel) ?? Snapshot.Empty);
        // As with the official command a question is asked only where somebody can answer it.
        if (!yes && host.Screen.Interactive)
        {
            await Question.ConfirmAsync(host.Screen, "This command will edit your stack's state directly. Confirm?", cancel);
        }

        await context.Backend.EditAsync(context.Reference, await context.SecretsAsync(cancel), edit, cancel);
    }

    private static void RequireUrnsOrAll(IReadOnlyList<string> urns, bool all)
    {
        if (all == urns.Count > 0)
        {
            throw new CommandException(all ? "cannot specify a resource URN together with --all" : "missing resource URN (e3 stack --show-urns lists them), or --all", ExitCodes.Usage);
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
