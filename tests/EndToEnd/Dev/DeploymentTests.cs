using E3.EndToEnd.Workspaces;

namespace E3.EndToEnd.Dev;

/// <summary>A host is deployed to when what it is made from changed, and with that, from whichever checkout.</summary>
[RequiresMachine]
[CancelAfter(240_000)]
internal sealed class DeploymentTests
{
    [Test]
    public async Task Another_time_limit_deploys_nothing_and_another_checkout_nothing_old(CancellationToken cancel)
    {
        await using var workspace = await DevWorkspace.CreateAsync(cancel, ("nyc3: 1", "nyc3: 0"), ("sfo3: 1", "sfo3: 0"), ("sgp1: 1", "sgp1: 0"), ("    - wireguard\n", ""));
        var (hive, kept, hang) = (Path.Combine(workspace.Folder, ".e3/hive"), Path.Combine(workspace.Folder, "kept"), Path.Combine(workspace.Dummies(), "hang"));
        await UpAsync(workspace, cancel);
        await Shell.RunAsync($"cp -r '{hive}' '{kept}'", cancel);

        await workspace.EditAsync(cancel, ("# e3:deploySeconds: 1800", "e3:deploySeconds: 10"));
        await UpAsync(workspace, cancel);
        Assert.That(workspace.AskedOf("colmena").Count(), Is.EqualTo(1));

        // From now on the state knows the new hive, and the host has not got it.
        await ChangeFlakeAsync(workspace, cancel);
        await File.WriteAllTextAsync(hang, "dev-ams3-1", cancel);
        await ShouldFailAsync("dev-ams3-1: colmena did not end within 10 s and was stopped (e3:deploySeconds)");
        File.Delete(hang);
        foreach (var checkout in new[] { "true", $"mv '{kept}' '{hive}'" })
        {
            await Shell.RunAsync($"rm -rf '{hive}' && {checkout}", cancel);
            await ShouldFailAsync("dev-ams3-1: .e3/hive/dev is missing in this checkout, or an old one", "./e3 up --stack dev --replace '**::hive'");
            Assert.That(workspace.AskedOf("colmena").Count(), Is.EqualTo(2), checkout);
        }

        await UpAsync(workspace, cancel, "--replace", "**::hive");
        Assert.That(workspace.AskedOf("colmena").Count(), Is.EqualTo(3));

        async Task ShouldFailAsync(params string[] words)
        {
            var up = await workspace.OnDevAsync(cancel, "up", "--yes");
            Assert.That(up.ExitCode, Is.Not.Zero, up.All);
            foreach (var said in words)
                Assert.That(up.All, Does.Contain(said));
        }
    }

    private static Task ChangeFlakeAsync(Workspace workspace, CancellationToken cancel) =>
        File.AppendAllTextAsync(Path.Combine(workspace.Folder, "nix/modules/base.nix"), "# another version\n", cancel);

    private static async Task UpAsync(Workspace workspace, CancellationToken cancel, params string[] flags)
    {
        var up = await workspace.OnDevAsync(cancel, ["up", "--yes", .. flags]);
        Assert.That(up.ExitCode, Is.Zero, up.All);
    }
}
