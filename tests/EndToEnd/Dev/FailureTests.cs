using E3.EndToEnd.Local;
using E3.EndToEnd.LocalCloud;
using E3.EndToEnd.Workspaces;
using E3.LocalCloud.Control;

namespace E3.EndToEnd.Dev;

/// <summary>What goes wrong with a cloud is told once, with what to do, and what was made before is known to the state.</summary>
[RequiresMachine]
[CancelAfter(240_000)]
internal sealed class FailureTests
{
    private const string Droplet = "digitalocean:index/droplet:Droplet";

    [Test]
    public async Task A_refused_token_is_named_with_where_to_set_it(CancellationToken cancel)
    {
        await using var workspace = await DevWorkspace.CreateAsync(cancel);
        var tokens = Path.Combine(workspace.Folder, "tokens");
        await File.WriteAllTextAsync(tokens, "another one\n", cancel);
        await using var cloud = await ApiAsync(workspace, cancel, "--token-file", tokens);

        var up = await workspace.OnDevAsync(cancel, "up", "--yes");

        ShouldSay(up, "401", "set digitalocean:token (a secret) or DIGITALOCEAN_TOKEN");
        Assert.That((await StackState.ReadAsync(workspace, cancel)).Ids(Droplet), Is.Empty);
    }

    [Test]
    public async Task A_spent_rate_limit_says_how_long_it_lasts(CancellationToken cancel)
    {
        await using var workspace = await DevWorkspace.CreateAsync(cancel);
        await using var cloud = await ApiAsync(workspace, cancel, "--requests-per-hour", "4");

        var up = await workspace.OnDevAsync(cancel, "up", "--yes");

        ShouldSay(up, "429", "try again then", "60 minutes");
        Assert.That(up.All, Does.Not.Contain(".. "));
    }

    [Test]
    public async Task The_limit_of_droplets_is_told_and_what_was_made_can_be_destroyed(CancellationToken cancel)
    {
        await using var workspace = await DevWorkspace.CreateAsync(cancel, ("e3:readySeconds: 300", "e3:readySeconds: 5"));
        await using var cloud = await ApiAsync(workspace, cancel, "--droplet-limit", "2");

        var up = await workspace.OnDevAsync(cancel, "up", "--yes");

        ShouldSay(up, "422", "droplet limit");
        Assert.That((await StackState.ReadAsync(workspace, cancel)).Ids(Droplet), Has.Count.EqualTo(2));
        var destroy = await workspace.OnDevAsync(cancel, "destroy", "--yes");
        Assert.That(destroy.ExitCode, Is.Zero, destroy.All);
    }

    [Test]
    public async Task Hosts_that_never_answer_over_SSH_are_named_and_can_be_destroyed(CancellationToken cancel)
    {
        await using var workspace = await DevWorkspace.CreateAsync(cancel, ("e3:readySeconds: 300", "e3:readySeconds: 5"));
        await using var cloud = await ApiAsync(workspace, cancel);

        var up = await workspace.OnDevAsync(cancel, "up", "--yes");

        ShouldSay(up, "dev-ams3-1", "dev-nyc3-1", "dev-sfo3-1", "dev-sgp1-1", "cannot be reached over SSH");
        Assert.That(up.Took, Is.LessThan(TimeSpan.FromSeconds(120)));
        var destroy = await workspace.OnDevAsync(cancel, "destroy", "--yes");
        Assert.That(destroy.ExitCode, Is.Zero, destroy.All);
    }

    [TestCase("image", "nix build ended with exit code 1", "error: builder for", ".e3/logs/dev/image.log", TestName = "An_image_that_Nix_cannot_build_is_told_with_the_end_of_its_log")]
    [TestCase("damage", "nixos-", "digitaloceanspaces.com", "import", TestName = "An_image_that_the_cloud_does_not_take_is_told_with_its_address")]
    public async Task An_image_fails(string fault, string first, string second, string third, CancellationToken cancel)
    {
        await using var workspace = await DevWorkspace.CreateAsync(cancel, ("e3:readySeconds: 300", "e3:readySeconds: 5"));
        await using var cloud = await ApiAsync(workspace, cancel);
        await File.WriteAllTextAsync(Path.Combine(workspace.Dummies(), "fail"), fault, cancel);

        var up = await workspace.OnDevAsync(cancel, "up", "--yes");

        ShouldSay(up, first, second, third);
        Assert.That((await StackState.ReadAsync(workspace, cancel)).Ids(Droplet), Is.Empty);
        var destroy = await workspace.OnDevAsync(cancel, "destroy", "--yes");
        Assert.That(destroy.ExitCode, Is.Zero, destroy.All);
    }

    [Test]
    public async Task Of_four_hosts_one_that_Colmena_fails_on_and_one_that_it_hangs_on_are_named_and_the_others_are_deployed(CancellationToken cancel)
    {
        await using var workspace = await DevWorkspace.CreateAsync(cancel, ("# e3:deploySeconds: 1800", "e3:deploySeconds: 10"));
        await File.WriteAllTextAsync(Path.Combine(workspace.Dummies(), "fail"), "dev-nyc3-1", cancel);
        await File.WriteAllTextAsync(Path.Combine(workspace.Dummies(), "hang"), "dev-sfo3-1", cancel);

        var up = await workspace.OnDevAsync(cancel, "up", "--yes");

        ShouldSay(up, "dev-nyc3-1: colmena ended with exit code 1", "error: builder for", ".e3/logs/dev/dev-nyc3-1.log", "dev-sfo3-1: colmena did not end within 10 s");
        var deployed = (await StackState.ReadAsync(workspace, cancel)).Ids("command:local:Command").Keys.Where(urn => urn.Contains("::colmena-", StringComparison.Ordinal));
        Assert.That(deployed.Select(urn => urn.Split("::")[^1]), Is.EquivalentTo(new[] { "colmena-dev-ams3-1", "colmena-dev-sgp1-1" }));

        File.Delete(Path.Combine(workspace.Dummies(), "fail"));
        File.Delete(Path.Combine(workspace.Dummies(), "hang"));
        var again = await workspace.OnDevAsync(cancel, "up", "--yes");

        Assert.That(again.ExitCode, Is.Zero, again.All);
        Assert.That(workspace.AskedOf("colmena").Count(asked => asked.Contains("dev-ams3-1")), Is.EqualTo(1), "what succeeded is not done again");
    }

    [Test]
    public async Task A_device_that_is_off_is_named(CancellationToken cancel)
    {
        await using var workspace = await DevWorkspace.CreateAsync(
            cancel, ("ams3: 1", "ams3: 0"), ("nyc3: 1", "nyc3: 0"), ("sfo3: 1", "sfo3: 0"), ("sgp1: 1", "sgp1: 0"), ("e3:readySeconds: 300", "e3:readySeconds: 5"));
        await using var cloud = await ApiAsync(workspace, cancel);
        // Nothing listens on the discard port.
        await workspace.EditAsync(cancel, ("  e3:overlays:", "  e3:devices:\n    laptop: { address: 127.0.0.1, port: 9 }\n  e3:overlays:"));

        var up = await workspace.OnDevAsync(cancel, "up", "--yes");

        ShouldSay(up, "laptop", "127.0.0.1:9", "cannot be reached over SSH");
    }

    private static async Task<CloudOfHosts> ApiAsync(Workspace workspace, CancellationToken cancel, params string[] arguments)
    {
        var cloud = new CloudOfHosts(Path.Combine(workspace.Folder, ".e3/cloud"), workspace.Port);
        await cloud.Control.StartAsync(new CloudOptions { WithHosts = false, Arguments = arguments }, cancel);
        return cloud;
    }

    private static void ShouldSay(Run run, params string[] texts)
    {
        Assert.That(run.ExitCode, Is.Not.Zero, run.All);
        foreach (var text in texts)
            Assert.That(run.All, Does.Contain(text), run.All);
        Assert.That(run.All, Does.Not.Match(@"\n\s+at [A-Z]\w+\."), "a stack trace in front of a user");
    }
}
