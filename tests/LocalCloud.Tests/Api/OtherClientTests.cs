using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace E3.LocalCloud.Tests.Api;

/// <summary>What other clients of DigitalOcean and Tailscale ask for: godo, python-digitalocean, tailscale-client-go.</summary>
public sealed class OtherClientTests : ApiTest
{
    private const string Device = "/api/v2/device/";

    [Test]
    public async Task A_reserved_IP_goes_by_its_former_name_too()
    {
        var droplet = await DropletAsync(region: "nyc3");
        var ip = (await OkAsync("POST", "/v2/floating_ips", """{"region":"nyc3"}"""))["floating_ip"]!["ip"]!.GetValue<string>();
        var action = (await OkAsync("POST", $"/v2/floating_ips/{ip}/actions", $$"""{"type":"assign","droplet_id":{{droplet}}}"""))["action"]!;
        Assert.That(action["resource_type"]!.GetValue<string>(), Is.EqualTo("floating_ip"));
        await DrainAsync();
        Assert.That((await OkAsync("GET", $"/v2/floating_ips/{ip}"))["floating_ip"]!["droplet"]!["id"]!.GetValue<long>(), Is.EqualTo(droplet));
        Assert.That((await OkAsync("GET", $"/v2/floating_ips/{ip}/actions/{action["id"]}"))["action"]!["status"]!.GetValue<string>(), Is.EqualTo("completed"));
        Assert.That((await OkAsync("GET", "/v2/floating_ips"))["floating_ips"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That((await OkAsync("GET", $"/v2/reserved_ips/{ip}/actions"))["actions"]![0]!["resource_type"]!.GetValue<string>(), Is.EqualTo("reserved_ip"));
        await OkAsync("DELETE", $"/v2/floating_ips/{ip}");
        await RefusedAsync(404, "not_found", "GET", $"/v2/reserved_ips/{ip}");
        await OkAsync("POST", "/v2/floating_ips", $$"""{"region":"","droplet_id":{{droplet}}}""");
        await DrainAsync();
    }

    [Test]
    public async Task An_action_is_started_for_all_droplets_with_a_tag_or_for_none()
    {
        await DropletAsync("a", """["x"]""");
        await DropletAsync("b", """["x"]""");
        await DropletAsync("c", """["y"]""");
        const string actions = "/v2/droplets/actions?tag_name=x";
        var started = (await OkAsync("POST", actions, """{"type":"power_off"}"""))["actions"]!.AsArray();
        Assert.That(started.Select(action => action!["type"]!.GetValue<string>()), Is.EqualTo(new[] { "power_off", "power_off" }));
        await DrainAsync();
        var states = (await OkAsync("GET", "/v2/droplets"))["droplets"]!.AsArray().Select(droplet => droplet!["status"]!.GetValue<string>());
        Assert.That(states, Is.EquivalentTo(new[] { "off", "off", "active" }));
        await RefusedAsync(422, "unprocessable_entity", "POST", actions, """{"type":"reboot"}""");
        await RefusedAsync(422, "unprocessable_entity", "POST", actions, """{"type":"shutdown"}""");
        await RefusedAsync(404, "not_found", "POST", "/v2/droplets/actions?tag_name=z", """{"type":"power_on"}""");
        await RefusedAsync(422, "unprocessable_entity", "POST", "/v2/droplets/actions", """{"type":"power_on"}""");
    }

    [Test]
    public async Task What_is_on_can_be_powered_on()
    {
        var id = await DropletAsync();
        var action = (await OkAsync("POST", $"/v2/droplets/{id}/actions", """{"type":"power_on"}"""))["action"]!;
        await DrainAsync();
        Assert.That((await OkAsync("GET", $"/v2/actions/{action["id"]}"))["action"]!["status"]!.GetValue<string>(), Is.EqualTo("completed"));
        Assert.That((await OkAsync("GET", $"/v2/droplets/{id}"))["droplet"]!["status"]!.GetValue<string>(), Is.EqualTo("active"));
    }

    [Test]
    public async Task A_truth_value_may_be_a_text()
    {
        var id = await DropletAsync();
        await OkAsync("POST", $"/v2/droplets/{id}/actions", """{"type":"power_off"}""");
        await DrainAsync();
        await OkAsync("POST", $"/v2/droplets/{id}/actions", """{"type":"resize","size":"s-1vcpu-2gb","disk":"true"}""");
        Assert.That((await OkAsync("GET", $"/v2/droplets/{id}"))["droplet"]!["disk"]!.GetValue<int>(), Is.EqualTo(50));
        await DrainAsync();
        await RefusedAsync(400, "bad_request", "POST", $"/v2/droplets/{id}/actions", """{"type":"resize","size":"s-1vcpu-2gb","disk":"perhaps"}""");
    }

    [Test]
    public async Task A_firewalls_droplets_may_be_texts()
    {
        var id = await DropletAsync();
        var rules = """[{"protocol":"tcp","ports":"22","sources":{"addresses":["0.0.0.0/0"]}}]""";
        var made = await OkAsync("POST", "/v2/firewalls", $$"""{"name":"f","inbound_rules":{{rules}},"droplet_ids":["{{id}}"]}""");
        Assert.That(made["firewall"]!["droplet_ids"]![0]!.GetValue<long>(), Is.EqualTo(id));
    }

    [TestCase("kernels", "kernels")]
    [TestCase("backups", "backups")]
    [TestCase("snapshots", "snapshots")]
    [TestCase("neighbors", "droplets")]
    public async Task What_a_droplet_has_none_of_is_an_empty_list(string path, string member)
    {
        Assert.That((await OkAsync("GET", $"/v2/droplets/{await DropletAsync()}/{path}"))[member]!.AsArray(), Is.Empty);
        await RefusedAsync(404, "not_found", "GET", $"/v2/droplets/1/{path}");
    }

    [Test]
    public async Task Snapshots_are_none_and_none_can_be_made()
    {
        var none = await OkAsync("GET", "/v2/snapshots?resource_type=volume");
        Assert.That((none["snapshots"]!.AsArray().Count, none["meta"]!["total"]!.GetValue<int>()), Is.EqualTo((0, 0)));
        var volume = (await OkAsync("POST", "/v2/volumes", """{"name":"v","region":"nyc3","size_gigabytes":1}"""))["volume"]!["id"];
        Assert.That(await RefusedAsync(422, "unprocessable_entity", "POST", $"/v2/volumes/{volume}/snapshots", """{"name":"s"}"""), Does.Contain("Snapshots"));
        Assert.That(await RefusedAsync(404, "not_found", "GET", "/v2/load_balancers"), Does.Contain("GET /v2/load_balancers"));
        Assert.That(await RefusedAsync(404, "not_found", "PUT", "/v2/droplets"), Does.Contain("PUT /v2/droplets"));
    }

    [Test]
    public async Task A_device_is_named_numbered_and_given_subnets()
    {
        var id = await JoinAsync("host-a");
        var other = await JoinAsync("host-b");
        await OkAsync("POST", $"{Device}{id}/name", """{"name":"renamed"}""");
        await OkAsync("POST", $"{Device}{id}/ip", """{"ipv4":"100.80.0.1"}""");
        Assert.That((await OkAsync("POST", $"{Device}{id}/routes", """{"routes":["10.0.0.0/16"]}"""))["enabledRoutes"]!.ToJsonString(), Is.EqualTo("""["10.0.0.0/16"]"""));
        Assert.That((await OkAsync("GET", $"{Device}{id}/routes"))["enabledRoutes"]!.AsArray(), Has.Count.EqualTo(1));
        var shown = await OkAsync("GET", $"{Device}{id}?fields=all");
        Assert.That((shown["name"]!.GetValue<string>(), shown["addresses"]![0]!.GetValue<string>()), Is.EqualTo(("renamed.local-cloud.ts.net", "100.80.0.1")));
        Assert.That((shown["enabledRoutes"]!.AsArray().Count, shown["clientConnectivity"]!["clientSupports"]!["udp"]!.GetValue<bool>()), Is.EqualTo((1, false)));
        Assert.That((await OkAsync("GET", $"{Device}{id}"))["enabledRoutes"], Is.Null);
        foreach (var (path, body) in new[] { ("name", """{"name":"renamed"}"""), ("ip", """{"ipv4":"100.80.0.1"}"""), ("ip", """{"ipv4":"10.0.0.1"}"""), ("name", """{"name":"a b"}"""), ("routes", """{"routes":["x"]}""") })
            Assert.That((int)(await SendAsync("POST", $"{Device}{other}/{path}", body)).Status, Is.EqualTo(400), body);
    }

    [Test]
    public async Task A_device_was_last_seen_only_when_it_is_not_there()
    {
        var id = await JoinAsync("host-a");
        Assert.That((await OkAsync("GET", Device + id))["lastSeen"], Is.Null);
        await OkAsync("PUT", $"/e3/devices/{id}", """{"online":false}""");
        Assert.That((await OkAsync("GET", Device + id))["lastSeen"]!.GetValue<string>(), Is.EqualTo("2026-01-02T03:04:05Z"));
    }

    [Test]
    public async Task An_OAuth_client_is_changed_in_place()
    {
        const string keys = "/api/v2/tailnet/-/keys";
        var client = await OkAsync("POST", keys, """{"keyType":"client","scopes":["auth_keys"],"tags":["tag:x"]}""");
        var changed = await OkAsync("PUT", $"{keys}/{client["id"]}", """{"keyType":"client","scopes":["auth_keys"],"tags":["tag:x","tag:y"],"description":"d"}""");
        Assert.That((changed["description"]!.GetValue<string>(), changed["tags"]!.AsArray().Count, changed["key"]), Is.EqualTo(("d", 2, (JsonNode?)null)));
        using var form = new FormUrlEncodedContent([new("client_id", client["id"]!.GetValue<string>()), new("client_secret", client["key"]!.GetValue<string>())]);
        using var token = await Client.PostAsync(new Uri("/api/v2/oauth/token", UriKind.Relative), form, Cancel);
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", JsonNode.Parse(await token.Content.ReadAsStringAsync(Cancel))!["access_token"]!.GetValue<string>());
        await OkAsync("POST", keys, """{"capabilities":{"devices":{"create":{"tags":["tag:y"]}}}}""");
    }

    [TestCase("""{"keyType":"federated","scopes":["all"]}""", "federated")]
    [TestCase("""{"capabilities":{"devices":{"create":{}}},"expirySeconds":1099511627776}""", "expirySeconds")]
    [TestCase("""{"capabilities":{"devices":{"create":{}}},"expirySeconds":-1}""", "expirySeconds")]
    public async Task A_key_that_cannot_be_is_refused_with_the_reason(string body, string says)
    {
        var (status, answer) = await SendAsync("POST", "/api/v2/tailnet/-/keys", body);
        Assert.That(((int)status, answer!["message"]!.GetValue<string>().Contains(says, StringComparison.Ordinal)), Is.EqualTo((400, true)), answer.ToJsonString());
    }

    private async Task<string> JoinAsync(string host)
    {
        var key = (await OkAsync("POST", "/api/v2/tailnet/-/keys", """{"capabilities":{"devices":{"create":{"reusable":true}}}}"""))["key"];
        return (await OkAsync("POST", "/e3/devices", $$"""{"authKey":"{{key}}","hostname":"{{host}}"}"""))["nodeId"]!.GetValue<string>();
    }
}
