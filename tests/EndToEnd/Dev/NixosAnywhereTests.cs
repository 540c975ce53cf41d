using E3.EndToEnd.LocalCloud;

namespace E3.EndToEnd.Dev;

/// <summary>Droplets that keep their provider's image until nixos-anywhere has been there.</summary>
[RequiresMachine]
[CancelAfter(240_000)]
internal sealed class NixosAnywhereTests
{
    [Test]
    public async Task NixOS_comes_to_each_droplet_once_and_a_droplet_where_it_fails_does_not_keep_it_from_the_others(CancellationToken cancel)
    {
        await using var workspace = await DevWorkspace.CreateAsync(
            cancel, ("sfo3: 1", "sfo3: 0"), ("sgp1: 1", "sgp1: 0"),
            ("e3:image: nixos", "e3:image: debian-12-x64"), ("e3:software: colmena", "e3:software: nixos-anywhere"), ("    - wireguard\n", ""));
        await File.WriteAllTextAsync(Path.Combine(workspace.Dummies(), "install-fail"), "dev-nyc3-1", cancel);
        await using var cloud = new CloudOfHosts(Path.Combine(workspace.Folder, ".e3/cloud"), workspace.Port);
        await cloud.StartAsync();

        var failed = await workspace.OnDevAsync(cancel, "up", "--yes");

        Assert.That(failed.ExitCode, Is.Not.Zero, failed.All);
        Assert.That(failed.All, Does.Contain("dev-nyc3-1: nixos-anywhere ended with exit code 1").And.Contain("Kexec may have failed").And.Contain(".e3/logs/dev/dev-nyc3-1.log"));
        Assert.That(HostsOf("colmena", "--on"), Is.EqualTo(new[] { "dev-ams3-1" }));

        File.Delete(Path.Combine(workspace.Dummies(), "install-fail"));
        var up = await workspace.OnDevAsync(cancel, "up", "--yes");
        await File.AppendAllTextAsync(Path.Combine(workspace.Folder, "nix/modules/base.nix"), "# another version\n", cancel);
        var changed = await workspace.OnDevAsync(cancel, "up", "--yes");

        Assert.That(up.ExitCode, Is.Zero, up.All);
        Assert.That(changed.ExitCode, Is.Zero, changed.All);
        Assert.That(HostsOf("nixos-anywhere", "--flake").Select(flake => flake.Split('#')[^1]), Is.EquivalentTo(new[] { "dev-ams3-1", "dev-nyc3-1", "dev-nyc3-1" }));
        Assert.That(HostsOf("colmena", "--on"), Is.EquivalentTo(new[] { "dev-ams3-1", "dev-nyc3-1", "dev-ams3-1", "dev-nyc3-1" }));
        var key = (await File.ReadAllTextAsync(Path.Combine(workspace.Folder, ".e3/keys/dev/id_ed25519"), cancel)).Split('\n')[1];
        foreach (var record in Directory.EnumerateFiles(workspace.Dummies(), "*.json"))
            Assert.That(await File.ReadAllTextAsync(record, cancel), Does.Not.Contain(key), record);

        IEnumerable<string> HostsOf(string program, string option) =>
            workspace.AskedOf(program).Select(asked => asked.SkipWhile(argument => argument != option).ElementAt(1));
    }
}
