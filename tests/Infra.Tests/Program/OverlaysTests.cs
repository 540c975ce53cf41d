using Pulumirpc;

namespace E3.Infra.Tests.Program;

internal sealed class OverlaysTests : ProgramTests
{
    [Test]
    public async Task Hosts_get_the_settings_that_join_them()
    {
        var run = await RunAsync("""{"ams3":1,"nyc3":1}""");

        Assert.That(run.Input("wireguard-local-ams3-1", "create").StringValue, Is.EqualTo("sh /var/lib/e3/wireguard/up 10.213.5.1/16"));
        Assert.That(run.Input("wireguard-local-ams3-1", "stdin").StringValue, Does.EndWith("""

            # local-nyc3-1
            [Peer]
            PublicKey = key-of-wireguard-local-nyc3-1-identity
            Endpoint = address-of-local-nyc3-1:51820
            AllowedIPs = 10.213.3.1/32
            PersistentKeepalive = 25

            """));
    }

    [Test]
    public async Task A_host_is_joined_after_its_own_key_is_made_and_greeted_once_all_are_up()
    {
        var run = await RunAsync("""{"ams3":1,"nyc3":1}""");

        Assert.That(run["wireguard-local-ams3-1"].Dependencies, Has.Some.EndsWith("::wireguard-local-ams3-1-identity"));
        Assert.That(run["wireguard-local-ams3-1-joined"].Dependencies, Has.Some.EndsWith("::wireguard-local-ams3-1").And.Some.EndsWith("::wireguard-local-nyc3-1"));
    }

    [Test]
    public async Task Another_host_changes_only_what_the_others_know_of_it()
    {
        var before = await RunAsync("""{"ams3":1,"nyc3":1}""");
        var after = await RunAsync("""{"ams3":1,"lon1":1,"nyc3":1}""");

        Assert.That(before.Resources.Keys.Except(after.Resources.Keys), Is.Empty);
        foreach (var (name, old) in before.Resources.Where(resource => resource.Value.Type != "command:local:Command"))
        {
            Assert.That(Changed(old, after[name]), Is.EqualTo(name.StartsWith("wireguard-", StringComparison.Ordinal) && !name.EndsWith("-identity", StringComparison.Ordinal)
                ? ["stdin"]
                : Array.Empty<string>()), name);
        }
    }

    [Test]
    public async Task An_overlay_that_nobody_asked_for_is_not_built()
    {
        var run = await RunAsync("""{"ams3":1,"nyc3":1}""", ("overlays", new[] { "direct" }));

        Assert.That(run.Resources.Keys, Has.None.StartsWith("wireguard"));
        Assert.That(run.Input("firewall", "inboundRules").ToString(), Does.Not.Contain("51820"));
    }

    [Test]
    public async Task The_outputs_say_where_everybody_is_and_what_an_overlay_means()
    {
        var run = await RunAsync("""{"ams3":1,"nyc3":1}""");
        var hosts = run.Outputs!.Fields["hosts"].ListValue.Values.Select(host => host.StructValue.Fields).ToList();
        var overlays = run.Outputs.Fields["overlays"].ListValue.Values.Select(overlay => overlay.StructValue.Fields).ToList();

        Assert.That(hosts.Select(host => host["name"].StringValue), Is.EqualTo(new[] { "local-ams3-1", "local-nyc3-1" }));
        Assert.That(hosts.Select(host => host["address"].StringValue), Is.EqualTo(new[] { "address-of-local-ams3-1", "address-of-local-nyc3-1" }));
        Assert.That(hosts.Select(host => host["party"].NumberValue), Is.EqualTo(new[] { 0.0, 1.0 }));
        Assert.That(overlays.Select(overlay => overlay["name"].StringValue), Is.EqualTo(new[] { "direct", "wireguard" }));
        Assert.That(overlays[1]["links"].ListValue.Values[0].StructValue.Fields["address"].StringValue, Is.EqualTo("10.213.3.1"));
        Assert.That(overlays[1]["encryption"].StringValue, Does.Contain("ChaCha20-Poly1305"));
    }

    private static IEnumerable<string> Changed(RegisterResourceRequest old, RegisterResourceRequest young) =>
        old.Object.Fields.Keys.Union(young.Object.Fields.Keys)
            .Where(key => !Equals(old.Object.Fields.GetValueOrDefault(key), young.Object.Fields.GetValueOrDefault(key)));
}
