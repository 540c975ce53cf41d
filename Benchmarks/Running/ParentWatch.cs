using System.Runtime.InteropServices;

namespace E3.Benchmarks.Running;

/// <summary>Notices that whoever started this program has died, however it died: its children get another parent.</summary>
internal static partial class ParentWatch
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    /// <summary>Returns when the parent has changed; never where the system does not give orphans a new parent.</summary>
    public static async Task DiedAsync(TimeProvider clock, CancellationToken cancel)
    {
        if (OperatingSystem.IsWindows()) return;
        var parent = GetParent();
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(cancel))
            if (GetParent() != parent) return;
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParent();
}
