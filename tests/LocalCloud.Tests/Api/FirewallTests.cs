namespace E3.LocalCloud.Tests.Api;

public sealed class FirewallTests : ApiTest
{
    private const string Ssh = """{"protocol":"tcp","ports":"22","sources":{"addresses":["0.0.0.0/0","::/0"]}}""";

    [Test]
    public async Task A_firewall_is_made_changed_and_removed()
    {
        var droplet = await DropletAsync(tags: """["web"]""");
        var made = (await OkAsync("POST", "/v2/firewalls", $$"""{"name":"fw","inbound_rules":[{{Ssh}}],"tags":["web"],"droplet_ids":[{{droplet}}]}"""))["firewall"]!;
        var path = $"/v2/firewalls/{made["id"]}";
        Assert.That(made["inbound_rules"]!.ToJsonString(), Is.EqualTo($"[{Ssh}]"));
        Assert.That((await OkAsync("GET", $"/v2/droplets/{droplet}/firewalls"))["firewalls"]!.AsArray(), Has.Count.EqualTo(1));

        await OkAsync("POST", path + "/rules", """{"outbound_rules":[{"protocol":"udp","ports":"all","destinations":{"tags":["web"]}}]}""");
        await OkAsync("DELETE", path + "/rules", $$"""{"inbound_rules":[{{Ssh}}]}""");
        await OkAsync("DELETE", path + "/droplets", $$"""{"droplet_ids":[{{droplet}}]}""");
        await OkAsync("DELETE", path + "/tags", """{"tags":["web"]}""");
        var changed = (await OkAsync("GET", path))["firewall"]!;
        Assert.That(changed["inbound_rules"]!.AsArray(), Is.Empty);
        Assert.That(changed["outbound_rules"]!.ToJsonString(), Is.EqualTo("""[{"protocol":"udp","ports":"0","destinations":{"tags":["web"]}}]"""));
        Assert.That(changed["droplet_ids"]!.AsArray(), Is.Empty);
        Assert.That(changed["tags"]!.AsArray(), Is.Empty);
        Assert.That(changed["status"]!.GetValue<string>(), Is.EqualTo("succeeded"));

        await OkAsync("PUT", path, $$"""{"name":"fw2","inbound_rules":[{{Ssh}}]}""");
        Assert.That((await OkAsync("GET", path))["firewall"]!["outbound_rules"]!.AsArray(), Is.Empty, "PUT replaces all of it");
        await OkAsync("DELETE", path);
        await RefusedAsync(404, "not_found", "GET", path);
    }

    [Test]
    public async Task Names_are_unique()
    {
        await OkAsync("POST", "/v2/firewalls", $$"""{"name":"fw","inbound_rules":[{{Ssh}}]}""");
        Assert.That(await RefusedAsync(409, "conflict", "POST", "/v2/firewalls", $$"""{"name":"fw","inbound_rules":[{{Ssh}}]}"""), Is.EqualTo("duplicate name"));
    }

    [TestCase("""{"protocol":"sctp","ports":"22","sources":{}}""", "sctp")]
    [TestCase("""{"protocol":"tcp","ports":"0-70000","sources":{}}""", "0-70000")]
    [TestCase("""{"protocol":"tcp","ports":"9-3","sources":{}}""", "9-3")]
    [TestCase("""{"protocol":"tcp","sources":{}}""", "ports")]
    [TestCase("""{"protocol":"tcp","ports":"22"}""", "sources")]
    [TestCase("""{"protocol":"tcp","ports":"22","sources":{"addresses":["10.0.0.0/40"]}}""", "10.0.0.0/40")]
    [TestCase("""{"protocol":"tcp","ports":"22","sources":{"addresses":["12"]}}""", "'12'")]
    [TestCase("""{"protocol":"tcp","ports":"22","sources":{"tags":["nowhere"]}}""", "nowhere")]
    public async Task A_wrong_rule_is_named(string rule, string says) => Assert.That(
        await RefusedAsync(422, "unprocessable_entity", "POST", "/v2/firewalls", $$"""{"name":"fw","inbound_rules":[{{rule}}]}"""),
        Does.Contain(says));

    [Test]
    public async Task A_firewall_without_rules_or_for_droplets_that_are_not_there_is_refused()
    {
        await RefusedAsync(400, "bad_request", "POST", "/v2/firewalls", """{"name":"fw"}""");
        Assert.That(
            await RefusedAsync(422, "unprocessable_entity", "POST", "/v2/firewalls", $$"""{"name":"fw","inbound_rules":[{{Ssh}}],"droplet_ids":[12]}"""),
            Does.Contain("12"));
    }

    [Test]
    public async Task A_deleted_droplet_leaves_its_firewalls()
    {
        var droplet = await DropletAsync();
        var made = (await OkAsync("POST", "/v2/firewalls", $$"""{"name":"fw","inbound_rules":[{{Ssh}}],"droplet_ids":[{{droplet}}]}"""))["firewall"]!;
        await OkAsync("DELETE", $"/v2/droplets/{droplet}");
        await DrainAsync();
        Assert.That((await OkAsync("GET", $"/v2/firewalls/{made["id"]}"))["firewall"]!["droplet_ids"]!.AsArray(), Is.Empty);
    }
}
