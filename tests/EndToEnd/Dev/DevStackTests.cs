using E3.Deploy.Tests;
using E3.EndToEnd.Local;
using E3.EndToEnd.LocalCloud;
using E3.EndToEnd.Workspaces;

namespace E3.EndToEnd.Dev;

/// <summary>
/// The stack for DigitalOcean, whole, with nothing changed but where the clouds are. What a reviewer reads before each step is in <c>Snapshots</c>;
/// E3_UPDATE_SNAPSHOTS=1 writes it anew.
/// </summary>
[RequiresMachine]
[CancelAfter(300_000)]
internal sealed class DevStackTests
{
    private const string Droplet = "digitalocean:index/droplet:Droplet";

    [Test]
    public async Task Comes_up_grows_is_resized_and_goes_and_the_account_is_empty(CancellationToken cancel)
    {
        await using var workspace = await DevWorkspace.CreateAsync(cancel, ("    sfo3: 1\n    sgp1: 1\n", "    sfo3: 1\n"));
        await using var cloud = new CloudOfHosts(Path.Combine(workspace.Folder, ".e3/cloud"), Workspace.FreePort());
        await cloud.StartAsync();
        await using var front = await CheckedCloud.StartAsync(cloud.Control.Endpoint, workspace.Port, cancel);
        await cloud.AddKeyAsync();
        await cloud.DropletsAsync("ams3-of-somebody-else");
        var before = await Inventory.OfAsync(cloud, cancel);

        await CommentAsync("new-stack", "preview");
        var up = await E3Async("up", "--yes");
        var first = await StackState.ReadAsync(workspace, cancel);
        Assert.That(first.Ids(Droplet), Has.Count.EqualTo(3), up.All);

        Assert.That((await E3Async("refresh", "--yes")).Output, Does.Not.Contain("updated").And.Not.Contain("deleted"));
        await CommentAsync("nothing-drifted", "refresh", "--preview-only");
        await CommentAsync("no-changes", "preview", "--expect-no-changes");

        await workspace.EditAsync(cancel, ("    sfo3: 1\n", "    sfo3: 1\n    sgp1: 1\n"));
        await CommentAsync("new-region", "preview");
        await E3Async("up", "--yes");
        var grown = await StackState.ReadAsync(workspace, cancel);
        Assert.That(grown.Ids(Droplet), Has.Count.EqualTo(4).And.SupersetOf(first.Ids(Droplet)), "a host of before was touched");

        await workspace.EditAsync(cancel, ("s-2vcpu-4gb", "s-4vcpu-8gb"));
        await CommentAsync("new-size", "preview");
        var resize = await E3Async("up", "--yes");
        var resized = await StackState.ReadAsync(workspace, cancel);
        Assert.That(resized.Ids(Droplet), Is.EquivalentTo(grown.Ids(Droplet)), $"a droplet is resized, not made anew\n{resize.All}");
        // A host is switched off for that: what ran on it is there again, and what it computes was measured again.
        Assert.That(Started(resized), Has.Count.EqualTo(2).And.None.AnyOf(Started(grown)));
        await E3Async("bench");

        await CommentAsync("destroy", "destroy", "--preview-only");
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

        async Task CommentAsync(string name, params string[] arguments) =>
            Snapshot.Matches(StableText.Of((await E3Async([.. arguments, "--format", "markdown"])).Output), $"dev-{name}", "md");
    }

    private static List<string?> Started(StackState state) => [.. state.Outputs["measurements"]!.AsArray()
        .Where(measurement => (string?)measurement!["job"] == "floor").Select(measurement => (string?)measurement!["startedAt"])];
}
