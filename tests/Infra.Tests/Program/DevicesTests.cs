namespace E3.Infra.Tests.Program;

internal sealed class DevicesTests : ProgramTests
{
    private static readonly object Two = new Dictionary<string, object>
    {
        ["laptop"] = new { address = "192.0.2.7", user = "me", port = 2222 },
        ["pi"] = new { address = "pi.example.org" },
    };

    [Test]
    public async Task A_device_takes_part_after_the_droplets_and_is_never_made()
    {
        var run = await RunAsync("""{"ams3":1}""", ("devices", Two));

        Assert.That(run.ExitCode, Is.Zero, () => string.Join('\n', run.Errors));
        Assert.That(run.Names("digitalocean:index/droplet:Droplet"), Is.EqualTo(new[] { "local-ams3-1" }));
        Assert.That(
            run.Outputs!.Fields["hosts"].ListValue.Values.Select(host => (host.StructValue.Fields["name"].StringValue, host.StructValue.Fields["party"].NumberValue)),
            Is.EqualTo(new[] { ("local-ams3-1", 0.0), ("laptop", 1.0), ("pi", 2.0) }));
    }

    [Test]
    public async Task A_device_is_entered_as_its_user_and_its_overlay_is_roots()
    {
        var run = await RunAsync("""{"ams3":1}""", ("devices", Two));
        var connection = run.Input("wireguard-laptop", "connection").StructValue.Fields;

        Assert.That(connection["host"].StringValue, Is.EqualTo("192.0.2.7"));
        Assert.That(connection["user"].StringValue, Is.EqualTo("me"));
        Assert.That(connection["port"].NumberValue, Is.EqualTo(2222));
        Assert.That(run.Input("wireguard-laptop", "create").StringValue, Does.Match(@"^sudo -n sh -c 'sh /var/lib/e3/wireguard/up 10\.213\.\d+\.\d+/16'$"));
        Assert.That(run.Input("wireguard-pi", "create").StringValue, Does.StartWith("sh /var/lib/e3/wireguard/up "));
    }

    [Test]
    public async Task What_was_put_on_a_device_goes_with_the_stack()
    {
        var run = await RunAsync("""{"ams3":1}""", ("devices", Two));

        Assert.That(run["wireguard-laptop"].DeletedWith, Is.Empty);
        Assert.That(run.Input("wireguard-laptop", "delete").StringValue, Does.StartWith("sudo -n sh -c ").And.Contain("down"));
        Assert.That(run.Input("laptop-ready", "delete").StringValue, Does.Contain("rm -rf /opt/e3"));
        Assert.That(run.Resources["local-ams3-1-ready"].Object.Fields, Does.Not.ContainKey("delete"));
    }

    [Test]
    public async Task The_droplets_firewall_lets_devices_in_whose_address_is_known()
    {
        var run = await RunAsync("""{"ams3":1}""", ("devices", Two));
        var rules = run.Input("firewall", "inboundRules").ListValue.Values.Select(rule => rule.StructValue.Fields)
            .Where(rule => rule.ContainsKey("sourceTags")).ToList();

        Assert.That(rules, Is.Not.Empty);
        Assert.That(rules.Select(rule => rule["sourceAddresses"].ListValue.Values.Single().StringValue), Is.All.EqualTo("192.0.2.7/32"));
    }
}
