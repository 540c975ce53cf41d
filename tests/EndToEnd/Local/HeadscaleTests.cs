using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using E3.EndToEnd.Machine;
using E3.EndToEnd.Workspaces;

namespace E3.EndToEnd.Local;

/// <summary>The overlay headscale: hosts of the local cloud in a tailnet that one of them serves, with stand-ins for all three programs.</summary>
[RequiresMachine]
[CancelAfter(300_000)]
internal sealed partial class HeadscaleTests
{
    [Test]
    public async Task Hosts_join_at_one_of_them_compute_move_and_leave(CancellationToken cancel)
    {
        await using var workspace = await Workspace.CreateAsync(
            cancel, ("sgp1: 1", "sgp1: 0"), ("rounds: 50", "rounds: 2"), ("e3:repeats: 3", "e3:repeats: 1"), ("    - direct\n    - wireguard", "    - headscale"));
        var stack = new TailnetStack(workspace, cancel);
        await stack.E3Async("cloud", "start");
        using var account = new CloudAccount(workspace);
        await using var watch = new CommandLines();
        var bare = await stack.RunAsync("up", "--yes");
        Assert.That(bare.ExitCode, Is.Not.Zero, bare.All);
        Assert.That(bare.All, Does.Contain("headscale-server on local-ams3-1: headscale missing"));
        var addresses = await stack.AddressesAsync(account);
        foreach (var address in addresses.Values)
            await stack.InstallAsync(address);

        var up = await stack.E3Async("up", "--yes", "--diff", "--verbose");
        var state = await StackState.ReadAsync(workspace, cancel);
        var floor = state.Outputs["measurements"]!.AsArray().Single(measurement => (string?)measurement!["job"] == "floor")!;
        Assert.That((bool?)floor["valid"] == true || floor["reason"]!.ToString().Contains("could not hold", StringComparison.Ordinal), Is.True, floor.ToJsonString());
        Assert.That(
            state.Outputs["overlays"]![0]!["links"]!.AsArray().Select(link => (string?)link!["address"]).Distinct(), Is.EquivalentTo(new[] { "100.64.0.1", "100.64.0.2", "100.64.0.3" }), up.All);
        Assert.That(await NodesAsync("local-ams3-1"), Is.EquivalentTo(addresses.Keys));
        Assert.That(await stack.OnAsync(addresses["local-ams3-1"], "sh /var/lib/e3/headscale-server/status"), Is.EqualTo("up: 3 machines in the tailnet\n"));
        Assert.That(await stack.OnAsync(addresses["local-nyc3-1"], "sh /var/lib/e3/headscale/status"), Does.StartWith("up: 100.64.0."));
        await stack.E3Async("preview", "--expect-no-changes");

        // One host is gone and could tell nobody. Another has to join anew and finds the key expired; what it is told to do mends that.
        await account.DeleteAsync($"/v2/droplets/{(await account.DropletsAsync(cancel)).Single(droplet => droplet.Value == "local-sfo3-1").Key}", cancel);
        await stack.OnAsync(addresses["local-ams3-1"], "headscale -c /var/lib/e3/headscale-server/config.json preauthkeys expire --id 1");
        await stack.OnAsync(addresses["local-nyc3-1"], "tailscale logout");
        await workspace.EditAsync(cancel, ("sfo3: 1", "sfo3: 0"), ("e3:repeats: 1", "e3:repeats: 1\n  e3:tailnet: { joinSeconds: 3 }"));
        var refused = await stack.RunAsync("up", "--yes");
        Assert.That(refused.ExitCode, Is.Not.Zero, refused.All);
        Assert.That(refused.All, Does.Contain("did not join the tailnet within 3 s").And.Contain("authkey expired").And.Contain("e3 up --replace '**::headscale-key'"));
        await stack.E3Async("up", "--yes", "--replace", "**::headscale-key");
        Assert.That(await NodesAsync("local-ams3-1"), Is.EquivalentTo(new[] { "local-ams3-1", "local-nyc3-1" }));
        var keys = await KeysAsync("local-ams3-1");

        // Another host serves from now on: all of them join there.
        await workspace.EditAsync(cancel, ("joinSeconds: 3 }", "joinSeconds: 30, server: local-nyc3-1 }"));
        await stack.E3Async("up", "--yes");
        Assert.That(await NodesAsync("local-nyc3-1"), Is.EquivalentTo(new[] { "local-ams3-1", "local-nyc3-1" }));

        keys.AddRange(await KeysAsync("local-nyc3-1"));
        Assert.That(keys, Has.Count.EqualTo(3));
        await stack.LookAsync(keys, watch, except: "/headscale-server/data/db.sqlite");
        await stack.E3Async("destroy", "--yes");

        async Task<List<string>> NodesAsync(string server) =>
            [.. JsonNode.Parse(await stack.OnAsync(addresses[server], "headscale -c /var/lib/e3/headscale-server/config.json nodes list -o json"))!.AsArray().Select(node => (string)node!["name"]!)];

        async Task<List<string>> KeysAsync(string server) =>
            [.. AuthKey().Matches(await stack.OnAsync(addresses[server], "cat /var/lib/e3/headscale-server/data/db.sqlite")).Select(match => match.Value)];
    }

    [GeneratedRegex("hskey-auth-[0-9a-f]+-[0-9a-f]+")]
    private static partial Regex AuthKey();
}
