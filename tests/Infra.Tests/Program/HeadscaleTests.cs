namespace E3.Infra.Tests.Program;

internal sealed class HeadscaleTests : ProgramTests
{
    [Test]
    public async Task The_first_host_serves_unless_another_is_named()
    {
        var first = await StartAsync();
        var named = await StartAsync(("tailnet", new { server = "local-nyc3-1" }));

        Assert.That(Host(first), Is.EqualTo("address-of-local-ams3-1"));
        Assert.That(Host(named), Is.EqualTo("address-of-local-nyc3-1"));
        Assert.That(first.Input("headscale-server", "stdin").StringValue, Does.Contain("exec sh /var/lib/e3/headscale-server/up address-of-local-ams3-1 </dev/null\n"));

        static string Host(Run run) => run.Input("headscale-server", "connection").StructValue.Fields["host"].StringValue;
    }

    [Test]
    public async Task Every_host_logs_in_at_the_server_and_is_handed_its_certificate()
    {
        var run = await StartAsync();

        foreach (var host in new[] { "local-ams3-1", "local-nyc3-1" })
        {
            Assert.That(run.Input($"headscale-{host}", "create").StringValue, Is.EqualTo($"sh /var/lib/e3/headscale/up {host} 60 https://address-of-local-ams3-1:8443"));
            Assert.That(run.Input($"headscale-{host}", "stdin").StringValue, Does.EndWith($"\n{AuthKey}\n{Certificate}"));
        }

        Assert.That(run.Input("headscale-key", "create").StringValue, Is.EqualTo("sh /var/lib/e3/headscale-server/key tag:e3 90"));
        Assert.That(run.Names("tailscale:index/tailnetKey:TailnetKey"), Is.Empty);
    }

    [Test]
    public async Task The_key_is_secret_and_on_standard_input_only()
    {
        var run = await StartAsync();

        Assert.That(run["headscale-key"].AdditionalSecretOutputs, Does.Contain("stdout"));
        Assert.That(run.Input("headscale-key", "logging").StringValue, Is.EqualTo("none"));
        foreach (var resource in run.Resources.Values)
        {
            var open = resource.Object.Fields.Where(field => !Run.IsSecret(field.Value)).Select(field => field.Value.ToString());
            Assert.That(string.Concat(open), Does.Not.Contain(AuthKey), resource.Name);
        }
    }

    [Test]
    public async Task A_host_that_leaves_is_deleted_at_the_server_and_nobody_is_when_the_server_goes()
    {
        var run = await StartAsync();
        var node = run["headscale-local-nyc3-1-node"];

        Assert.That(node.DeletedWith, Does.EndWith("droplet:Droplet::local-ams3-1"));
        Assert.That(node.Object.Fields["delete"].StringValue, Does.EndWith("sh /var/lib/e3/headscale-server/forget 2"));
        Assert.That(run["headscale-local-nyc3-1-check"].DeletedWith, Does.EndWith("droplet:Droplet::local-nyc3-1"));
        Assert.That(run["headscale-local-nyc3-1-check"].Dependencies, Has.Some.EndsWith("::headscale-server"), "a device that logs out still finds the server");
    }

    [Test]
    public async Task Hosts_reach_each_other_at_the_addresses_that_the_server_gave_them()
    {
        var run = await StartAsync();
        var links = run.Outputs!.Fields["overlays"].ListValue.Values.Single().StructValue.Fields["links"].ListValue.Values.Select(link => link.StructValue.Fields);

        Assert.That(links.Select(link => (link["to"].StringValue, link["address"].StringValue)), Is.EqualTo(new[] { ("local-nyc3-1", "100.64.0.2"), ("local-ams3-1", "100.64.0.1") }));
        Assert.That(run.Input("firewall", "inboundRules").ToString(), Does.Contain("8443").And.Contain("3478").And.Contain("41641"));
    }

    [Test]
    public async Task A_host_that_serves_has_that_role_in_the_hosts_file()
    {
        var run = await StartAsync();
        var hosts = System.Text.Json.JsonDocument.Parse(run.Outputs!.Fields["exports"].StructValue.Fields["colmena"].StringValue).RootElement.GetProperty("hosts");

        Assert.That(hosts.GetProperty("local-ams3-1").GetProperty("roles").EnumerateArray().Select(role => role.GetString()), Is.EqualTo(new[] { "headscale-server" }));
        Assert.That(hosts.GetProperty("local-nyc3-1").TryGetProperty("roles", out _), Is.False);
    }

    [Test]
    public async Task A_server_that_is_no_host_of_the_stack_is_told_before_anything_is_made()
    {
        var run = await StartAsync(("tailnet", new { server = "local-ams3-2" }));

        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(run.Errors.Single(), Does.Contain("e3:tailnet.server: local-ams3-2 is not a host of the stack; did you mean local-ams3-1? (there are local-ams3-1, local-nyc3-1)"));
        Assert.That(run.Resources, Is.Empty);
    }

    [Test]
    public async Task Two_overlays_cannot_have_the_one_tailscaled_of_a_machine()
    {
        var run = await RunAsync("""{"ams3":1}""", ("overlays", new[] { "tailscale", "direct", "headscale" }));

        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(run.Errors.Single(), Does.Contain("e3:overlays: tailscale and headscale cannot be on the same hosts, as a machine has only one tailscaled; take one out"));
        Assert.That(run.Resources, Is.Empty);
    }

    [Test]
    public async Task A_stack_without_hosts_has_no_server()
    {
        var run = await RunAsync("""{"ams3":0}""", ("overlays", new[] { "headscale" }));

        Assert.That(run.ExitCode, Is.Zero, () => string.Join('\n', run.Errors));
        Assert.That(run.Resources.Keys, Has.None.StartsWith("headscale"));
    }

    private static Task<Run> StartAsync(params (string Key, object Value)[] settings) =>
        RunAsync("""{"ams3":1,"nyc3":1}""", [("overlays", new[] { "headscale" }), .. settings]);
}
