using System.Net;
using System.Text.RegularExpressions;
using E3.EndToEnd.Machine;
using E3.EndToEnd.Workspaces;

namespace E3.EndToEnd.Local;

/// <summary>
/// The overlay tailscale from the first host to the last device, with stand-ins for tailscale and tailscaled that make a real WireGuard
/// network (tests/Dummies/Tailscale) and the local cloud as the tailnet.
/// </summary>
[RequiresMachine]
[CancelAfter(300_000)]
internal sealed partial class TailnetTests
{
    private const string Foreign = "local-ams3-1";

    [Test]
    public async Task Hosts_join_compute_and_leave_no_device_but_those_of_others(CancellationToken cancel)
    {
        var front = Workspace.FreePort();
        await using var workspace = await Workspace.CreateAsync(
            cancel, ("sfo3: 1", "sfo3: 0"), ("sgp1: 1", "sgp1: 0"), ("rounds: 50", "rounds: 2"), ("    - direct\n    - wireguard", "    - tailscale"));
        await workspace.EditAsync(
            cancel, ($"baseUrl: http://127.0.0.1:{workspace.Port}", $"baseUrl: http://127.0.0.1:{front}"),
            ("e3:repeats: 3", $"e3:repeats: 1\n  e3:tailnet: {{ loginServer: \"http://127.0.0.1:{workspace.Port}\" }}"));
        var stack = new TailnetStack(workspace, cancel);
        var api = new TcpPassage(new IPEndPoint(IPAddress.Loopback, front), workspace.Port);
        await stack.E3Async("cloud", "start");
        using var account = new CloudAccount(workspace);
        // It keeps the cloud there after the stack is gone.
        await account.PostAsync("/v2/droplets", new { name = "of-somebody-else", region = "ams3", size = "s-1vcpu-1gb", image = "debian-12-x64" }, cancel);
        var foreignKey = await account.PostAsync(
            "/api/v2/tailnet/-/keys", new { capabilities = new { devices = new { create = new { reusable = true, preauthorized = true, tags = new[] { "tag:e3" } } } } }, cancel);
        var foreign = await account.PostAsync("/e3/devices", new { authKey = (string?)foreignKey["key"], hostname = Foreign }, cancel);
        await using (var watch = new CommandLines())
        {
            // Hosts that lack the program say so; what they lack is then put there as somebody would.
            var bare = await stack.RunAsync("up", "--yes");
            Assert.That(bare.ExitCode, Is.Not.Zero, bare.All);
            Assert.That(bare.All, Does.Contain("tailscale on local-ams3-1: tailscale missing").And.Contain("tailscale on local-nyc3-1: tailscale missing"));
            var addresses = await stack.AddressesAsync(account);
            foreach (var address in addresses.Values)
            {
                await stack.InstallAsync(address);
                // Hosts reach nothing of the operator's. The way to the tailnet's server ends with the host.
                await Shell.RunAsync($"{stack.Ssh(address)} -f -N -o ExitOnForwardFailure=yes -R 127.0.0.1:{workspace.Port}:127.0.0.1:{workspace.Port} >/dev/null 2>&1", cancel);
            }

            var up = await stack.E3Async("up", "--yes", "--diff", "--verbose");
            var state = await StackState.ReadAsync(workspace, cancel);
            var floor = state.Outputs["measurements"]!.AsArray().Single(measurement => (string?)measurement!["job"] == "floor")!;
            Assert.That((bool?)floor["valid"] == true || floor["reason"]!.ToString().Contains("could not hold", StringComparison.Ordinal), Is.True, floor.ToJsonString());
            Assert.That(state.Outputs["overlays"]![0]!["links"]!.AsArray().Select(link => (string?)link!["address"]), Is.Unique.And.All.Matches(@"^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\."), up.All);
            Assert.That(await DevicesAsync(account, cancel), Has.Count.EqualTo(3));
            Assert.That((await stack.E3Async("up", "--yes")).Output, Does.Contain("No changes"));

            // A host that has to join anew finds its key revoked.
            var ours = (await account.GetAsync("/api/v2/tailnet/-/keys", cancel))["keys"]!.AsArray().Single(key => (string?)key!["id"] != (string?)foreignKey["id"])!["id"];
            await account.DeleteAsync($"/api/v2/tailnet/-/keys/{ours}", cancel);
            await stack.OnAsync(addresses["local-ams3-1"], "tailscale logout");
            await workspace.EditAsync(cancel, ("e3:tailnet: {", "e3:tailnet: { joinSeconds: 2,"));
            var refused = await stack.RunAsync("up", "--yes");
            Assert.That(refused.ExitCode, Is.Not.Zero, refused.All);
            Assert.That(refused.All, Does.Contain("did not join the tailnet within 2 s").And.Contain("invalid key").And.Contain("e3 refresh, then e3 up"));
            await stack.E3Async("refresh", "--yes");
            await stack.E3Async("up", "--yes");
            Assert.That(await DevicesAsync(account, cancel), Has.Count.EqualTo(3));

            var keys = AuthKey().Matches(api.Answers).Select(match => match.Value).ToHashSet();
            Assert.That(keys, Has.Count.EqualTo(2), "the keys that the stack was told");
            await stack.LookAsync(keys, watch);
        }

        // One host is gone before, and nobody answers for the tailnet.
        await account.DeleteAsync($"/v2/droplets/{(await account.DropletsAsync(cancel)).Single(droplet => droplet.Value == "local-nyc3-1").Key}", cancel);
        await api.DisposeAsync();
        var lame = await stack.RunAsync("destroy", "--yes");
        Assert.That(lame.ExitCode, Is.Not.Zero, lame.All);
        foreach (var device in (await DevicesAsync(account, cancel)).Where(device => device != (string?)foreign["nodeId"]))
            Assert.That(lame.All, Does.Contain(device).And.Contain($"127.0.0.1:{front}").And.Contain("Run destroy again"));
        api = new TcpPassage(new IPEndPoint(IPAddress.Loopback, front), workspace.Port);
        await using (api)
        {
            await stack.E3Async("destroy", "--yes");
            Assert.That(await DevicesAsync(account, cancel), Is.EqualTo(new[] { (string?)foreign["nodeId"] }));
            Assert.That((await account.GetAsync("/api/v2/tailnet/-/keys", cancel))["keys"]!.AsArray().Select(key => (string?)key!["id"]), Is.EqualTo(new[] { (string?)foreignKey["id"] }));
        }
    }

    private static async Task<List<string>> DevicesAsync(CloudAccount account, CancellationToken cancel) =>
        [.. (await account.GetAsync("/api/v2/tailnet/-/devices", cancel))["devices"]!.AsArray().Select(device => (string)device!["nodeId"]!)];

    [GeneratedRegex("tskey-auth-[A-Za-z0-9]+CNTRL-[A-Za-z0-9]+")]
    private static partial Regex AuthKey();
}
