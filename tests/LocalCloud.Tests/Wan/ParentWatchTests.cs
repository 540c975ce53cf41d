using System.Diagnostics;
using E3.LocalCloud.Wan;

namespace E3.LocalCloud.Tests.Wan;

[CancelAfter(60_000)]
public class ParentWatchTests
{
    [Test]
    public async Task The_emulator_ends_when_its_parent_was_killed(CancellationToken cancel)
    {
        var socket = Path.Combine(Path.GetTempPath(), $"e3-{Guid.NewGuid():N}.sock");
        using var parent = Process.Start("sleep", "1000");
        // The emulator's own command line, with another process for a parent.
        using var emulator = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath!,
            [typeof(WanProgram).Assembly.Location, "wan", "--socket", socket, "--profile", "lan", "--parent", $"{parent.Id}"])
        { RedirectStandardOutput = true })!;
        try
        {
            Assert.That(await emulator.StandardOutput.ReadLineAsync(cancel), Is.EqualTo(WanProgram.ReadyLine));
            parent.Kill();
            await emulator.WaitForExitAsync(cancel);
            Assert.That((emulator.ExitCode, File.Exists(socket)), Is.EqualTo((0, false)));
        }
        finally
        {
            parent.Kill();
            emulator.Kill();
        }
    }

    [Test]
    public async Task A_parent_already_dead_is_noticed_at_once(CancellationToken cancel)
    {
        using var process = Process.Start("true");
        await process.WaitForExitAsync(cancel);
        var died = false;

        ParentWatch.Start(process.Id, () => died = true);

        Assert.That(died);
    }
}
