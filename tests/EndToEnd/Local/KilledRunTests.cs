using E3.EndToEnd.Machine;
using E3.EndToEnd.Workspaces;

namespace E3.EndToEnd.Local;

/// <summary>kill -9 at moments spread over an update: the next one finishes the work, with nothing double and nothing lost.</summary>
[RequiresMachine]
[NonParallelizable]
[CancelAfter(240_000)]
internal sealed class KilledRunTests
{
    // Each is the first line of progress that an update prints at that stage.
    [TestCase("Droplet local-ams3-1 creating", TestName = "Killed_while_the_first_droplets_are_created")]
    [TestCase("Command wireguard-local-ams3-1 creating", TestName = "Killed_while_an_overlay_comes_up")]
    [TestCase("Command direct-floor creating", TestName = "Killed_while_it_measures")]
    public async Task The_next_up_finishes(string moment, CancellationToken cancel)
    {
        await using var workspace = await Workspace.CreateAsync(cancel, ("rounds: 50", "rounds: 4"), ("repeats: 3", "repeats: 1"));
        var before = await MachineSnapshot.TakeAsync(workspace.Folder, cancel);

        var killed = workspace.StartE3("up", "--yes", "--non-interactive");
        await killed.PrintsAsync(moment, cancel);
        await killed.KillAsync();

        var up = await workspace.E3Async(cancel, "up", "--yes", "--non-interactive");
        Assert.That(up.ExitCode, Is.Zero, up.All);
        var state = await StackState.ReadAsync(workspace, cancel);
        using var account = new CloudAccount(workspace);
        var live = await account.DropletsAsync(cancel);
        Assert.That(live.Keys, Is.EquivalentTo(state.Ids("digitalocean:index/droplet:Droplet").Values), "a droplet is double or orphaned");
        Assert.That(live.Values, Is.EquivalentTo(new[] { "local-ams3-1", "local-nyc3-1", "local-sfo3-1", "local-sgp1-1" }));

        var destroy = await workspace.E3Async(cancel, "destroy", "--yes", "--non-interactive");
        Assert.That(destroy.ExitCode, Is.Zero, destroy.All);
        Assert.That((await MachineSnapshot.TakeAsync(workspace.Folder, cancel)).Since(before), Is.Empty);
    }
}
