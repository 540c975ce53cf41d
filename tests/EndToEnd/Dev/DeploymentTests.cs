using E3.EndToEnd.Workspaces;

namespace E3.EndToEnd.Dev;

/// <summary>A host is deployed to when what it is made from changed, and with that, from whichever checkout.</summary>
[RequiresMachine]
[CancelAfter(120_000)]
internal sealed class DeploymentTests
{
    [Test]
    public async Task Another_time_limit_deploys_nothing_and_bounds_the_next_deployment(CancellationToken cancel)
    {
        await using var workspace = await OneHostAsync(cancel);
        await UpAsync(workspace, cancel);

        await workspace.EditAsync(cancel, ("# e3:deploySeconds: 1800", "e3:deploySeconds: 10"));
        await UpAsync(workspace, cancel);

        Assert.That(workspace.AskedOf("colmena").Count(), Is.EqualTo(1));
        await ChangeFlakeAsync(workspace, cancel);
        await File.WriteAllTextAsync(Path.Combine(workspace.Dummies(), "hang"), "dev-ams3-1", cancel);
        var stopped = await workspace.OnDevAsync(cancel, "up", "--yes");
        Assert.That(stopped.ExitCode, Is.Not.Zero, stopped.All);
        Assert.That(stopped.All, Does.Contain("dev-ams3-1: colmena did not end within 10 s and was stopped (e3:deploySeconds)"));
    }

    [TestCase(false, TestName = "A_checkout_without_the_hive_says_how_to_write_it")]
    [TestCase(true, TestName = "A_checkout_with_an_old_hive_deploys_nothing_old_and_says_how_to_write_it")]
    public async Task Another_checkout(bool hasAnOldOne, CancellationToken cancel)
    {
        await using var workspace = await OneHostAsync(cancel);
        var (hive, kept) = (Path.Combine(workspace.Folder, ".e3/hive"), Path.Combine(workspace.Folder, "kept"));
        await UpAsync(workspace, cancel);
        await Shell.RunAsync($"cp -r '{hive}' '{kept}'", cancel);
        // The state knows the new hive, the host has not got it yet.
        await ChangeFlakeAsync(workspace, cancel);
        await File.WriteAllTextAsync(Path.Combine(workspace.Dummies(), "fail"), "dev-ams3-1", cancel);
        Assert.That((await workspace.OnDevAsync(cancel, "up", "--yes")).ExitCode, Is.Not.Zero);
        File.Delete(Path.Combine(workspace.Dummies(), "fail"));
        await Shell.RunAsync($"rm -r '{hive}' && {(hasAnOldOne ? $"mv '{kept}' '{hive}'" : "true")}", cancel);

        var elsewhere = await workspace.OnDevAsync(cancel, "up", "--yes");

        Assert.That(elsewhere.ExitCode, Is.Not.Zero, elsewhere.All);
        Assert.That(elsewhere.All, Does.Contain("dev-ams3-1: .e3/hive/dev is missing in this checkout, or an old one").And.Contain("./e3 up --stack dev --replace '**::hive'"));
        Assert.That(workspace.AskedOf("colmena").Count(), Is.EqualTo(2));

        await UpAsync(workspace, cancel, "--replace", "**::hive");
        Assert.That(workspace.AskedOf("colmena").Count(), Is.EqualTo(3));
    }

    private static Task<Workspace> OneHostAsync(CancellationToken cancel) =>
        DevWorkspace.CreateAsync(cancel, ("nyc3: 1", "nyc3: 0"), ("sfo3: 1", "sfo3: 0"), ("sgp1: 1", "sgp1: 0"), ("    - wireguard\n", ""));

    private static Task ChangeFlakeAsync(Workspace workspace, CancellationToken cancel) =>
        File.AppendAllTextAsync(Path.Combine(workspace.Folder, "nix/modules/base.nix"), "# another version\n", cancel);

    private static async Task UpAsync(Workspace workspace, CancellationToken cancel, params string[] flags)
    {
        var up = await workspace.OnDevAsync(cancel, ["up", "--yes", .. flags]);
        Assert.That(up.ExitCode, Is.Zero, up.All);
    }
}
