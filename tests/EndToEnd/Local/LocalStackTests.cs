using System.Globalization;
using System.Text.Json.Nodes;
using E3.EndToEnd.Machine;
using E3.EndToEnd.Workspaces;
using E3.LocalCloud.Hosts;
using OperationType = Pulumi.Automation.OperationType;
using UpdateState = Pulumi.Automation.UpdateState;

namespace E3.EndToEnd.Local;

/// <summary>The whole of E3 on this machine: what the README promises a newcomer.</summary>
[RequiresMachine]
[NonParallelizable]
[CancelAfter(300_000)]
internal sealed class LocalStackTests
{
    // Short enough for a test, long enough to be a computation: the delays are the profile's all the same.
    private static readonly (string, string)[] Quick = [("rounds: 50", "rounds: 4"), ("repeats: 3", "repeats: 1")];

    [Test]
    public async Task Up_measures_again_changes_nothing_and_destroy_leaves_nothing(CancellationToken cancel)
    {
        await using var workspace = await Workspace.CreateAsync(cancel, Quick);
        using var stack = await AutomatedStack.OfAsync(workspace, cancel);
        var before = await MachineSnapshot.TakeAsync(workspace.Folder, cancel);

        var up = await stack.UpAsync(cancellationToken: cancel);
        Assert.That(up.Summary.Result, Is.EqualTo(UpdateState.Succeeded));
        var state = await StackState.ReadAsync(workspace, cancel);
        Assert.That(up.Outputs.Keys, Is.EquivalentTo(state.Outputs.AsObject().Select(output => output.Key)));
        var floors = Measurements(state).Where(measurement => (string?)measurement["job"] == "floor").ToList();
        Assert.That(floors.Select(measurement => (string?)measurement["overlay"]), Is.EqualTo(new[] { "direct", "wireguard" }));
        foreach (var measurement in floors)
        {
            // Whether the machine is too busy to emulate the network is not this test's question.
            if ((bool?)measurement["valid"] != true)
            {
                Assert.That((string?)measurement["reason"], Does.Contain("could not hold"), measurement.ToJsonString());
                continue;
            }

            Assert.That(measurement["parties"]!.AsArray(), Has.Count.EqualTo(4));
            Assert.That((double)measurement["ratio"]!, Is.GreaterThan(0.9), "no run can be faster than its network");
        }

        foreach (var word in new[] { "direct", "wireguard", "floor", "local-ams3-1", "local-sgp1-1" })
            Assert.That(up.StandardOutput, Does.Contain(word));

        var again = await stack.UpAsync(new() { ExpectNoChanges = true }, cancel);
        Assert.That(again.Summary.ResourceChanges!.Keys, Is.EqualTo([OperationType.Same]), again.StandardOutput);
        Assert.That(again.StandardOutput, Does.Contain("No changes").And.Not.Contain("created").And.Not.Contain("updated"));

        var destroy = await stack.DestroyAsync(cancellationToken: cancel);
        Assert.That(destroy.Summary.Result, Is.EqualTo(UpdateState.Succeeded));
        var after = await MachineSnapshot.TakeAsync(workspace.Folder, cancel);
        Assert.That(after.Since(before), Is.Empty, destroy.StandardOutput);
    }

    [Test]
    public async Task Adding_a_region_adds_one_host_and_measuring_again_touches_no_host(CancellationToken cancel)
    {
        await using var workspace = await Workspace.CreateAsync(cancel, [.. Quick, ("sgp1: 1", "sgp1: 0")]);
        var up = await workspace.E3Async(cancel, "up", "--yes", "--non-interactive");
        Assert.That(up.ExitCode, Is.Zero, up.All);
        var three = await StackState.ReadAsync(workspace, cancel);

        await workspace.EditAsync(cancel, ("sgp1: 0", "sgp1: 1"));
        var preview = await workspace.E3Async(cancel, "preview", "--diff", "--non-interactive");
        Assert.That(preview.ExitCode, Is.Zero, preview.All);
        Assert.That(preview.Output, Does.Contain("local-sgp1-1"), preview.All);

        var added = await workspace.E3Async(cancel, "up", "--yes", "--non-interactive");
        Assert.That(added.ExitCode, Is.Zero, added.All);
        var four = await StackState.ReadAsync(workspace, cancel);
        var old = three.Ids(Droplet);
        Assert.That(four.Ids(Droplet), Has.Count.EqualTo(4));
        Assert.That(four.Ids(Droplet).Where(droplet => old.ContainsKey(droplet.Key)), Is.EquivalentTo(old), "a droplet was touched");

        // A machine that fell over is started again by its cloud; its place in the overlay it takes again with the next measurement.
        var fallen = new HostFolder(Path.Combine(workspace.Folder, ".e3/cloud"), long.Parse(
            old.Single(host => host.Key.EndsWith("nyc3-1", StringComparison.Ordinal)).Value, CultureInfo.InvariantCulture));
        Linux.Signal(ProcessIdentity.Parse(await File.ReadAllTextAsync(fallen.Init, cancel))!.Value.Pid, Linux.Kill);

        var bench = await workspace.E3Async(cancel, "bench", "--non-interactive");
        Assert.That(bench.ExitCode, Is.Zero, bench.All);
        var measured = await StackState.ReadAsync(workspace, cancel);
        Assert.That(measured.Ids(Droplet), Is.EquivalentTo(four.Ids(Droplet)));
        Assert.That(measured.Ids(RemoteCommand), Is.EquivalentTo(four.Ids(RemoteCommand)), "measuring again ran an overlay's command");
        Assert.That(
            Measurements(measured).Select(measurement => (string?)measurement["startedAt"]),
            Is.Not.EqualTo(Measurements(four).Select(measurement => (string?)measurement["startedAt"])));
    }

    private const string Droplet = "digitalocean:index/droplet:Droplet";
    private const string RemoteCommand = "command:remote:Command";

    private static IEnumerable<JsonNode> Measurements(StackState state) => state.Outputs["measurements"]!.AsArray()!;
}
