using E3.EndToEnd.Workspaces;

namespace E3.EndToEnd.Local;

/// <summary>
/// A machine that is somebody's own takes part in a stack: here a droplet of the same cloud that the stack knows nothing of, entered as a user
/// who is not root and may sudo.
/// </summary>
[RequiresMachine]
[CancelAfter(240_000)]
internal sealed class DeviceTests
{
    private const string Traces = "ls -d /opt/e3 /root/.cache/e3 /home/me/.cache/e3 /var/lib/e3 /run/e3 2>/dev/null; ip -o link | cut -d: -f2; ps -eo comm= | grep -E 'wireguard|dotnet' || true";

    [Test]
    public async Task It_computes_with_the_droplets_and_is_left_as_found(CancellationToken cancel)
    {
        await using var workspace = await Workspace.CreateAsync(
            cancel, ("nyc3: 1", "nyc3: 0"), ("sfo3: 1", "sfo3: 0"), ("sgp1: 1", "sgp1: 0"), ("rounds: 50", "rounds: 2"), ("e3:repeats: 3", "e3:repeats: 1"));
        await workspace.E3Async(cancel, "cloud", "start", "--non-interactive");
        using var account = new CloudAccount(workspace);
        var key = Path.Combine(workspace.Folder, "own_key");
        await Shell.RunAsync($"ssh-keygen -q -t ed25519 -N '' -C own -f '{key}'", cancel);
        var (id, address) = await BuyAsync(account, await File.ReadAllTextAsync(key + ".pub", cancel), cancel);
        await OnAsync(key, address, "useradd -m -p '*' me && cp -r /root/.ssh /home/me/ && chown -R me /home/me/.ssh && echo 'me ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/me", cancel);
        var before = await OnAsync(key, address, Traces, cancel);
        await workspace.EditAsync(cancel, ("e3:repeats: 1", $"e3:repeats: 1\n  e3:devices:\n    laptop: {{ address: {address}, user: me, place: sfo3, keyFile: own_key }}"));

        var up = await workspace.E3Async(cancel, "up", "--yes", "--non-interactive");

        Assert.That(up.ExitCode, Is.Zero, up.All);
        var state = await StackState.ReadAsync(workspace, cancel);
        var measured = state.Outputs["measurements"]!.AsArray().Where(measurement => (string?)measurement!["job"] == "floor").ToList();
        Assert.That(measured.Select(measurement => (string?)measurement!["overlay"]), Is.EqualTo(new[] { "direct", "wireguard" }));
        Assert.That(measured.Select(measurement => measurement!["parties"]![1]!["name"]!.ToString()), Is.All.EqualTo("laptop"));
        Assert.That(state.Ids("digitalocean:index/droplet:Droplet"), Has.Count.EqualTo(1));
        Assert.That(await OnAsync(key, address, Traces, cancel), Does.Contain("e3wg0"));

        // The stack's own word for how to enter, read by the real ssh.
        var export = await workspace.E3Async(cancel, "export", "ssh", "--non-interactive");
        await File.WriteAllTextAsync(Path.Combine(workspace.Folder, "ssh_config"), export.Output, cancel);
        foreach (var (host, name) in new[] { ("laptop", "laptop"), ("local-ams3-1", "local-ams3-1") })
            Assert.That((await Shell.RunAsync($"cd '{workspace.Folder}' && ssh -F ssh_config {host} hostname", cancel)).Trim(), Is.EqualTo(name), export.All);

        var destroy = await workspace.E3Async(cancel, "destroy", "--yes", "--non-interactive");

        Assert.That(destroy.ExitCode, Is.Zero, destroy.All);
        Assert.That((await account.DropletsAsync(cancel)).Keys, Is.EqualTo(new[] { id }));
        Assert.That(await OnAsync(key, address, Traces, cancel), Is.EqualTo(before));
    }

    private static async Task<(string Id, string Address)> BuyAsync(CloudAccount account, string publicKey, CancellationToken cancel)
    {
        var key = await account.PostAsync("/v2/account/keys", new { name = "own", public_key = publicKey.Trim() }, cancel);
        var made = await account.PostAsync(
            "/v2/droplets",
            new { name = "laptop", region = "sfo3", size = "s-1vcpu-1gb", image = "debian-12-x64", ssh_keys = new[] { (long)key["ssh_key"]!["id"]! } },
            cancel);
        var id = made["droplet"]!["id"]!.ToString();
        while (true)
        {
            var droplet = (await account.GetAsync($"/v2/droplets/{id}", cancel))["droplet"]!;
            var address = droplet["networks"]!["v4"]!.AsArray().FirstOrDefault(network => (string?)network!["type"] == "public")?["ip_address"]?.ToString();
            if ((string?)droplet["status"] == "active" && address is not null)
                return (id, address);
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancel);
        }
    }

    private static Task<string> OnAsync(string key, string address, string command, CancellationToken cancel) => Shell.RunAsync(
        $"ssh -i '{key}' -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR root@{address} \"{command}\"", cancel);
}
