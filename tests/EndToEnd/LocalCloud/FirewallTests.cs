namespace E3.EndToEnd.LocalCloud;

/// <summary>Firewalls hold, follow droplets and tags, and never let the operator past SSH.</summary>
[CancelAfter(240_000)]
public sealed class FirewallTests
{
    private const string Everywhere = """{"addresses":["0.0.0.0/0","::/0"]}""";
    private CloudOfHosts _cloud = null!;

    [SetUp]
    public async Task StartAsync()
    {
        await CloudOfHosts.DemandMachineAsync();
        _cloud = new CloudOfHosts();
        await _cloud.StartAsync("lan");
        await _cloud.AddKeyAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (_cloud is not null)
            await _cloud.DisposeAsync();
    }

    [Test]
    public async Task What_no_rule_allows_is_dropped_in_both_directions_and_the_operator_has_ssh_only()
    {
        var hosts = await _cloud.DropletsAsync("ams3-1", "ams3-2");
        var (one, two) = (hosts["ams3-1"], hosts["ams3-2"]);
        await one.ListenAsync(8000);
        await one.ListenAsync(9000);
        Assert.That(await two.ConnectsAsync(one, 8000), Is.True, "without a firewall a droplet is open");
        Assert.That(await OperatorReachesAsync(one, 8000), Is.False, "but not to the operator");

        await _cloud.CallAsync("POST", "/v2/firewalls", $$$"""
            {"name":"in","tags":["mpc"],"inbound_rules":[
              {"protocol":"tcp","ports":"22","sources":{{{Everywhere}}}},
              {"protocol":"tcp","ports":"8000-8080","sources":{"tags":["mpc"]}}]}
            """);
        await SettledAsync();
        Assert.That(await one.AnswersAsync(), Is.True);
        Assert.That(await two.ConnectsAsync(one, 8000), Is.False, "no outbound rule, so nothing gets out");

        await _cloud.CallAsync("POST", "/v2/firewalls", $$$"""
            {"name":"out","tags":["mpc"],"outbound_rules":[{"protocol":"tcp","ports":"all","destinations":{{{Everywhere}}}}]}
            """);
        await SettledAsync();
        Assert.That(await two.ConnectsAsync(one, 8000), Is.True);
        Assert.That(await two.ConnectsAsync(one, 9000), Is.False);
        Assert.That(await two.PingAsync(one), Is.Null, "ICMP is in no rule");
    }

    [Test]
    public async Task A_droplet_that_joins_later_is_let_in_by_its_tag()
    {
        var one = (await _cloud.DropletsAsync("ams3-1"))["ams3-1"];
        await one.ListenAsync(8000);
        await _cloud.CallAsync("POST", "/v2/firewalls", $$$"""
            {"name":"all","tags":["mpc"],"inbound_rules":[
              {"protocol":"tcp","ports":"22","sources":{{{Everywhere}}}},{"protocol":"tcp","ports":"8000","sources":{"tags":["mpc"]}}],
             "outbound_rules":[{"protocol":"tcp","ports":"all","destinations":{{{Everywhere}}}}]}
            """);
        var two = (await _cloud.DropletsAsync("ams3-2"))["ams3-2"];
        await SettledAsync();
        Assert.That(await two.ConnectsAsync(one, 8000), Is.True);
        await _cloud.CallAsync("DELETE", "/v2/tags/mpc/resources", $$$"""{"resources":[{"resource_id":"{{{two.Id}}}","resource_type":"droplet"}]}""");
        await SettledAsync();
        Assert.That(await two.ConnectsAsync(one, 8000), Is.False);
    }

    [Test]
    public async Task A_droplet_nobody_may_reach_is_active_all_the_same()
    {
        await _cloud.CallAsync("POST", "/v2/tags", """{"name":"mpc"}""");
        await _cloud.CallAsync("POST", "/v2/firewalls", """
            {"name":"none","tags":["mpc"],"inbound_rules":[{"protocol":"udp","ports":"5","sources":{"addresses":["192.0.2.1"]}}]}
            """);
        var one = (await _cloud.DropletsAsync("ams3-1"))["ams3-1"];
        Assert.That(await one.AnswersAsync(), Is.False);
    }

    private async Task SettledAsync() => await CloudOfHosts.UntilAsync(async () =>
        (await _cloud.CallAsync("GET", "/v2/firewalls"))["firewalls"]!.AsArray().All(firewall => firewall!["status"]!.GetValue<string>() == "succeeded"));

    private static async Task<bool> OperatorReachesAsync(Host host, int port)
    {
        using var socket = new System.Net.Sockets.TcpClient();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            await socket.ConnectAsync(host.Address, port, limit.Token);
            return true;
        }
        catch (Exception e) when (e is OperationCanceledException or System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
