using E3.Deploy.CommandLine;
using E3.Deploy.Stacks;
using E3.Deploy.Surroundings;

namespace E3.Deploy.Verbs;

/// <summary>Breaks the lock of a run that is believed dead. It does not end that run: Ctrl-C does.</summary>
internal sealed class CancelVerb(Host host)
{
    public async Task<int> RunAsync(string? stack, bool yes, CancellationToken cancel)
    {
        var context = StackContext.OpenExisting(host, stack);
        var name = context.Settings.Stack;
        // As with the official command a question is asked only where somebody can answer it.
        if (!yes && host.Screen.Interactive)
        {
            await Question.ConfirmByNameAsync(host.Screen, $"This will irreversibly cancel the currently running update for '{name}'!", name, cancel);
        }

        var broken = context.Backend.BreakLocks(context.Reference);
        host.Screen.Out.WriteLine(broken > 0 ? $"The currently running update for '{name}' has been canceled!" : $"Stack '{name}' was not locked; nothing to cancel.");
        return ExitCodes.Ok;
    }
}
