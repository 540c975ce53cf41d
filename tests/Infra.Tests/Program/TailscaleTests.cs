namespace E3.Infra.Tests.Program;

internal sealed class TailscaleTests : ProgramTests
{
    [Test]
    public async Task One_key_lets_all_hosts_in_for_as_long_as_they_are_there()
    {
        var run = await StartAsync();
        var key = run["tailscale-key"].Object.Fields;

        Assert.That(new[] { "ephemeral", "reusable", "preauthorized" }.Select(name => key[name].BoolValue), Is.All.True);
        Assert.That(key["tags"].ListValue.Values.Select(tag => tag.StringValue), Is.EqualTo(new[] { "tag:e3" }));
        Assert.That(key["expiry"].NumberValue, Is.EqualTo(7776000));
        Assert.That((key["recreateIfInvalid"].StringValue, key["description"].StringValue), Is.EqualTo(("always", "e3 local")));
        Assert.That(run.Names("tailscale:index/tailnetKey:TailnetKey"), Has.Exactly(1).Items);
    }

    [Test]
    public async Task The_keys_are_secret_wherever_they_are_and_on_standard_input_only()
    {
        var run = await StartAsync();

        Assert.That(run.Input("tailscale-local-ams3-1", "stdin").StringValue, Does.EndWith($"\n{AuthKey}\n"));
        Assert.That(run.Input("tailscale-local-ams3-1-device", "stdin").StringValue, Does.Contain(ApiKey));
        foreach (var resource in run.Resources.Values)
        {
            var open = resource.Object.Fields.Where(field => !Run.IsSecret(field.Value)).Select(field => field.Value.ToString());
            Assert.That(string.Concat(open), Does.Not.Contain(AuthKey).And.Not.Contain(ApiKey), resource.Name);
            Assert.That(resource.Object.Fields.Where(field => field.Value.ToString().Contains("tskey-", StringComparison.Ordinal)).Select(field => field.Key), Is.SubsetOf(new[] { "stdin" }), resource.Name);
        }
    }

    [Test]
    public async Task Hosts_reach_each_other_at_the_addresses_that_they_were_given()
    {
        var run = await StartAsync();
        var links = run.Outputs!.Fields["overlays"].ListValue.Values.Single().StructValue.Fields["links"].ListValue.Values.Select(link => link.StructValue.Fields).ToList();

        Assert.That(links.Select(link => (link["to"].StringValue, link["address"].StringValue)), Is.EqualTo(new[] { ("local-nyc3-1", "100.64.0.2"), ("local-ams3-1", "100.64.0.1") }));
        Assert.That(run.Input("tailscale-local-ams3-1-joined", "stdin").StringValue, Does.EndWith("\nlocal-nyc3-1 100.64.0.2\n"));
        Assert.That(run["tailscale-local-ams3-1-joined"].Dependencies, Has.Some.EndsWith("::tailscale-local-ams3-1").And.Some.EndsWith("::tailscale-local-nyc3-1"));
    }

    [Test]
    public async Task A_device_is_deleted_from_here_whether_or_not_its_host_is_still_there()
    {
        var run = await StartAsync();
        var device = run["tailscale-local-ams3-1-device"];

        Assert.That((device.Type, device.DeletedWith), Is.EqualTo(("command:local:Command", "")));
        Assert.That(device.Object.Fields["environment"].StructValue.Fields["E3_DEVICE"].StringValue, Is.EqualTo("nAmsCNTRL"));
        Assert.That(device.Object.Fields["delete"].StringValue, Does.Contain("forget-device \"$E3_OVERLAY\" \"$E3_HOST\" \"$E3_DEVICE\""));
    }

    [Test]
    public async Task Nobody_logs_in_to_a_droplet_that_goes_anyway()
    {
        var run = await StartAsync();
        var commands = run.Resources.Values.Where(resource => resource.Type == "command:remote:Command" && resource.Name.StartsWith("tailscale-", StringComparison.Ordinal)).ToList();

        Assert.That(commands.Select(command => command.DeletedWith), Is.All.Contains("droplet:Droplet::local-"));
        // Those that need more than their host cannot count on going with it.
        Assert.That(commands.Where(command => command.Object.Fields.ContainsKey("delete")).Select(command => command.Name), Is.EquivalentTo(new[] { "tailscale-local-ams3-1-check", "tailscale-local-nyc3-1-check" }));
    }

    [Test]
    public async Task The_firewall_lets_the_hosts_find_direct_ways() =>
        Assert.That((await StartAsync()).Input("firewall", "inboundRules").ToString(), Does.Contain("41641"));

    private static Task<Run> StartAsync() => RunAsync("""{"ams3":1,"nyc3":1}""", ("overlays", new[] { "tailscale" }));
}
