using E3.EndToEnd.Local;
using E3.EndToEnd.LocalCloud;
using E3.EndToEnd.Workspaces;

namespace E3.EndToEnd.Dev;

/// <summary>The stack for DigitalOcean, whole, with nothing changed but where the clouds are.</summary>
[RequiresMachine]
[CancelAfter(180_000)]
internal sealed class DevStackTests
{
    private const string Droplet = "digitalocean:index/droplet:Droplet";

    [Test]
    public async Task Comes_up_grows_is_resized_and_goes_and_the_account_is_empty(CancellationToken cancel)
    {
        await using var workspace = await DevWorkspace.CreateAsync(cancel, ("sgp1: 1", "sgp1: 0"));
        await using var cloud = new CloudOfHosts(Path.Combine(workspace.Folder, ".e3/cloud"), Workspace.FreePort());
        await cloud.StartAsync();
        await using var front = await CheckedCloud.StartAsync(cloud.Control.Endpoint, workspace.Port, cancel);
        await cloud.AddKeyAsync();
        await cloud.DropletsAsync("ams3-of-somebody-else");
        var before = await Inventory.OfAsync(cloud, cancel);

        var up = await E3Async("up", "--yes");
        var first = await StackState.ReadAsync(workspace, cancel);
        Assert.That(first.Ids(Droplet), Has.Count.EqualTo(3), up.All);

        Assert.That((await E3Async("refresh", "--yes")).Output, Does.Not.Contain("updated").And.Not.Contain("deleted"));
        Assert.That((await E3Async("preview", "--expect-no-changes")).Output, Does.Contain("No changes"));

        await workspace.EditAsync(cancel, ("sgp1: 0", "sgp1: 1"));
        await E3Async("up", "--yes");
        var grown = await StackState.ReadAsync(workspace, cancel);
        Assert.That(grown.Ids(Droplet), Has.Count.EqualTo(4).And.SupersetOf(first.Ids(Droplet)), "a host of before was touched");

        await workspace.EditAsync(cancel, ("s-2vcpu-4gb", "s-4vcpu-8gb"));
        var resize = await E3Async("up", "--yes");
        var resized = await StackState.ReadAsync(workspace, cancel);
        Assert.That(resized.Ids(Droplet), Is.EquivalentTo(grown.Ids(Droplet)), $"a droplet is resized, not made anew\n{resize.All}");
        // A host is switched off for that: what ran on it is there again, and what it computes was measured again.
        Assert.That(Started(resized), Has.Count.EqualTo(2).And.None.AnyOf(Started(grown)));
        await E3Async("bench");

        await E3Async("destroy", "--yes");
        Assert.That(await Inventory.OfAsync(cloud, cancel), Is.EqualTo(before), "only what others made is left in the account");
        Assert.That(front.Requests.Count(request => request == "POST /v2/droplets"), Is.EqualTo(4));
        if (!front.Checks)
            Assert.Ignore("shared/data/digitalocean-openapi.json is not beside the checkout: what was sent was not held against it");
        Assert.That(front.Violations.Distinct(), Is.Empty);

        async Task<Run> E3Async(params string[] arguments)
        {
            var run = await workspace.OnDevAsync(cancel, arguments);
            Assert.That(run.ExitCode, Is.Zero, run.All);
            return run;
        }
    }

    private static List<string?> Started(StackState state) => [.. state.Outputs["measurements"]!.AsArray()
        .Where(measurement => (string?)measurement!["job"] == "floor").Select(measurement => (string?)measurement!["startedAt"])];
}
