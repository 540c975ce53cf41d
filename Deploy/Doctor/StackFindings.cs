using E3.Deploy.CommandLine;
using E3.Deploy.Stacks;
using E3.Engine;
using E3.Engine.Backends;

namespace E3.Deploy.Doctor;

/// <summary>Whether the stack's state loads, its secrets open, and nobody else has it.</summary>
internal static class StackFindings
{
    public static async Task<IReadOnlyList<Finding>> LookAsync(StackContext context, CancellationToken cancel)
    {
        var state = context.Backend.CheckpointPath(context.Reference);
        if (!context.Backend.Exists(context.Reference))
        {
            return [new Finding("state", Health.Good, $"none yet; the first ./e3 up makes {state}")];
        }

        return [await LoadAsync(context, state, cancel), await LockAsync(context, cancel)];
    }

    private static async Task<Finding> LoadAsync(StackContext context, string state, CancellationToken cancel)
    {
        try
        {
            var snapshot = await context.SnapshotAsync(cancel);
            var pending = snapshot?.PendingOperations.Length ?? 0;
            return pending == 0
                ? new Finding("state", Health.Good, $"{snapshot?.Resources.Length ?? 0} resources in {state}")
                : new Finding("state", Health.Limited, $"a run was cut short during {pending} call(s)", "./e3 up --yes finds out what became of them and goes on");
        }
        catch (Exception failure) when (failure is EngineException or CommandException or IOException or UnauthorizedAccessException)
        {
            return new Finding("state", Health.Broken, failure.Message, $"an older copy may be beside it ({state}.bak)");
        }
    }

    private static async Task<Finding> LockAsync(StackContext context, CancellationToken cancel)
    {
        try
        {
            // Taking it breaks a lock whose process is dead, which is what the next run would do.
            using var held = await context.Backend.LockAsync(context.Reference, cancel);
            return new Finding("lock", Health.Good, "no other run has the stack");
        }
        catch (StackLockedException failure)
        {
            return new Finding("lock", Health.Broken, failure.Message, "wait for that run, or end it");
        }
        catch (EngineException failure)
        {
            return new Finding("lock", Health.Broken, failure.Message, "see above");
        }
    }
}
