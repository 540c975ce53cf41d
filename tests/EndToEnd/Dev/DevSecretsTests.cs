using E3.EndToEnd.LocalCloud;
using E3.EndToEnd.Machine;
using E3.EndToEnd.Workspaces;
using E3.LocalCloud.Control;

namespace E3.EndToEnd.Dev;

/// <summary>Canaries in every secret of the stack <c>dev</c>; none may turn up in state, logs, previews, exports, the hive or an argument list.</summary>
[RequiresMachine]
[CancelAfter(300_000)]
internal sealed class DevSecretsTests
{
    [Test]
    public async Task Reach_no_state_log_preview_export_hive_or_command_line(CancellationToken cancel)
    {
        await using var workspace = await DevWorkspace.CreateAsync(
            cancel, ("nyc3: 1", "nyc3: 0"), ("sfo3: 1", "sfo3: 0"), ("sgp1: 1", "sgp1: 0"), ("# e3:sshKeyFile: .e3/my-key", "e3:sshKeyFile: canary_key"));
        var key = Path.Combine(workspace.Folder, "canary_key");
        await Shell.RunAsync($"ssh-keygen -q -t ed25519 -N '' -C canary -f '{key}'", cancel);
        var secrets = new Canaries
        {
            ["API token"] = "dop_v1_canary81c0aa17",
            ["secret of Spaces"] = "canary/spaces+77ab1e",
            ["passphrase"] = "canary passphrase 4417",
            ["SSH private key"] = (await File.ReadAllLinesAsync(key, cancel))[2],
        };
        workspace.Environment["DIGITALOCEAN_TOKEN"] = secrets["API token"];
        workspace.Environment["SPACES_SECRET_ACCESS_KEY"] = secrets["secret of Spaces"];
        workspace.Environment["PULUMI_CONFIG_PASSPHRASE"] = secrets["passphrase"];
        var spacesKeys = Path.Combine(workspace.Folder, "spaces_keys");
        await File.WriteAllTextAsync(spacesKeys, $"local {secrets["secret of Spaces"]}\n", cancel);
        await using var cloud = new CloudOfHosts(Path.Combine(workspace.Folder, ".e3/cloud"), workspace.Port);
        await cloud.Control.StartAsync(new CloudOptions { Arguments = ["--spaces-key-file", spacesKeys] }, cancel);

        var runs = new List<Run>();
        await using (var watch = new CommandLines())
        {
            runs.Add(await workspace.OnDevAsync(cancel, "preview", "--format", "markdown"));
            runs.Add(await workspace.OnDevAsync(cancel, "up", "--yes", "--diff", "--verbose"));
            runs.Add(await workspace.OnDevAsync(cancel, "stack", "output", "--json"));
            foreach (var format in new[] { "ansible", "colmena", "mpyc", "pssh", "ssh" })
                runs.Add(await workspace.OnDevAsync(cancel, "export", format));
            secrets.AssertAbsent("a command line", watch.Seen);
        }

        Assert.That(runs.Select(run => run.ExitCode), Is.All.Zero, string.Join("\n", runs.Select(run => run.All)));
        secrets.AssertAbsent("the output", runs.Select(run => run.All));
        secrets.AssertAbsent("the arguments of Nix or Colmena", workspace.AskedOf("colmena").Concat(workspace.AskedOf("nix")).SelectMany(asked => asked));
        // The stand-ins wrote down their environment, which has what the operator's shell has.
        await secrets.AssertAbsentInAsync(workspace.Folder, cancel, "canary_key", "spaces_keys", "dummies");
        // Another test's deployments have their folders there too.
        Assert.That(await Shell.RunAsync($"grep -rlsF '{secrets["SSH private key"]}' /tmp/e3-deploy.* || true", cancel), Is.Empty, "the private key was left behind");
        var destroy = await workspace.OnDevAsync(cancel, "destroy", "--yes");
        Assert.That(destroy.ExitCode, Is.Zero, destroy.All);
        secrets.AssertAbsent("the output", [destroy.All]);
    }
}
