using System.Diagnostics;
using E3.EndToEnd.Machine;
using E3.EndToEnd.Workspaces;

namespace E3.EndToEnd.Local;

/// <summary>kill -9 of the local cloud and its emulator: doctor says so, destroy cleans all the same.</summary>
[RequiresMachine]
[NonParallelizable]
[CancelAfter(300_000)]
internal sealed class DeadCloudTests
{
    [Test]
    public async Task Doctor_says_so_and_destroy_cleans(CancellationToken cancel)
    {
        await using var workspace = await Workspace.CreateAsync(cancel, ("rounds: 50", "rounds: 4"), ("repeats: 3", "repeats: 1"));
        var before = await MachineSnapshot.TakeAsync(workspace.Folder, cancel);
        var up = await workspace.E3Async(cancel, "up", "--yes", "--non-interactive");
        Assert.That(up.ExitCode, Is.Zero, up.All);

        using (var account = new CloudAccount(workspace))
        {
            var health = await account.HealthAsync(cancel);
            Kill((int)health["pid"]!);
            Kill((int)health["emulator"]!["pid"]!);
        }

        var doctor = await workspace.E3Async(cancel, "doctor", "--non-interactive");
        Assert.That(doctor.ExitCode, Is.Not.Zero, doctor.All);
        Assert.That(doctor.Output, Does.Match("broken +cloud +its server was killed"), doctor.All);

        var destroy = await workspace.E3Async(cancel, "destroy", "--yes", "--non-interactive");
        Assert.That(destroy.ExitCode, Is.Zero, destroy.All);
        Assert.That((await MachineSnapshot.TakeAsync(workspace.Folder, cancel)).Since(before), Is.Empty);
    }

    private static void Kill(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
            process.WaitForExit();
        }
        catch (ArgumentException)
        {
            // It ended with the other one.
        }
    }
}
