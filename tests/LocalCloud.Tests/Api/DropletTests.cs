using System.Text.Json.Nodes;

namespace E3.LocalCloud.Tests.Api;

public sealed class DropletTests : ApiTest
{
    internal override CloudSettings Settings(string root) => new() { Root = root, Port = 0, WithHosts = false, DropletLimit = 25 };

    [Test]
    public async Task A_droplet_is_new_then_active_with_an_address_and_its_action_done()
    {
        var made = await OkAsync(
            "POST", "/v2/droplets", """{"name":"h-1","region":"nyc3","size":"s-2vcpu-2gb","image":"ubuntu-24-04-x64","tags":["e3","x:y"],"monitoring":true}""");
        Assert.That(made["droplet"]!["status"]!.GetValue<string>(), Is.EqualTo("new"));
        Assert.That(made["droplet"]!["locked"]!.GetValue<bool>(), Is.True);
        Assert.That(made["droplet"]!["networks"]!["v4"]!.AsArray(), Is.Empty);
        await DrainAsync();

        var droplet = (await OkAsync("GET", $"/v2/droplets/{made["droplet"]!["id"]}"))["droplet"]!;
        Assert.That(droplet["status"]!.GetValue<string>(), Is.EqualTo("active"));
        Assert.That(droplet["locked"]!.GetValue<bool>(), Is.False);
        Assert.That(droplet["memory"]!.GetValue<int>(), Is.EqualTo(2048));
        Assert.That(droplet["region"]!["slug"]!.GetValue<string>(), Is.EqualTo("nyc3"));
        Assert.That(droplet["networks"]!["v4"]![0]!["ip_address"]!.GetValue<string>(), Is.EqualTo("198.18.0.2"));
        Assert.That(droplet["features"]!.AsArray().Select(feature => feature!.GetValue<string>()), Does.Contain("monitoring"));

        var link = made["links"]!["actions"]![0]!;
        Assert.That(link["rel"]!.GetValue<string>(), Is.EqualTo("create"));
        var action = (await OkAsync("GET", new Uri(link["href"]!.GetValue<string>()).PathAndQuery))["action"]!;
        Assert.That(action["status"]!.GetValue<string>(), Is.EqualTo("completed"));
        Assert.That(action["resource_id"]!.GetValue<long>(), Is.EqualTo(droplet["id"]!.GetValue<long>()));
    }

    [Test]
    public async Task Up_to_ten_names_make_as_many_droplets()
    {
        var made = await OkAsync("POST", "/v2/droplets", Body(names: """["a","b","c"]"""));
        Assert.That(made["droplets"]!.AsArray().Select(droplet => droplet!["name"]!.GetValue<string>()), Is.EqualTo(new[] { "a", "b", "c" }));
        Assert.That(made["links"]!["actions"]!.AsArray(), Has.Count.EqualTo(3));
        var eleven = new JsonArray([.. Enumerable.Range(1, 11).Select(number => (JsonNode)$"n{number}")]).ToJsonString();
        await RefusedAsync(422, "unprocessable_entity", "POST", "/v2/droplets", Body(names: eleven));
    }

    [TestCase("""{"name":"a_b"}""", "hostname characters")]
    [TestCase("""{"name":""}""", "hostname characters")]
    [TestCase("""{"region":"mars1"}""", "invalid region")]
    [TestCase("""{"size":"huge"}""", "invalid size")]
    [TestCase("""{"image":"plan9"}""", "invalid image")]
    [TestCase("""{"image":17}""", "invalid image")]
    [TestCase("""{"ssh_keys":[4711]}""", "4711 are invalid key identifiers")]
    [TestCase("""{"ssh_keys":["aa:bb"]}""", "aa:bb are invalid key identifiers")]
    [TestCase("""{"tags":["no spaces"]}""", "no spaces")]
    [TestCase("""{"volumes":["v"]}""", "Volume v does not exist")]
    [TestCase("""{"vpc_uuid":"00000000-0000-0000-0000-000000000000"}""", "VPC 00000000-0000-0000-0000-000000000000 does not exist")]
    [TestCase("""{"backup_policy":{"plan":"daily","hour":0}}""", "needs backups")]
    [TestCase("""{"backups":true,"backup_policy":{"plan":"weekly","hour":0}}""", "weekday")]
    [TestCase("""{"backups":true,"backup_policy":{"plan":"daily","hour":3}}""", "hour")]
    public async Task A_mistake_is_named_and_makes_nothing(string change, string says)
    {
        var body = JsonNode.Parse(Body())!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
            body[name] = value?.DeepClone();
        Assert.That(await RefusedAsync(422, "unprocessable_entity", "POST", "/v2/droplets", body.ToJsonString()), Does.Contain(says));
        Assert.That((await OkAsync("GET", "/v2/droplets"))["meta"]!["total"]!.GetValue<int>(), Is.Zero);
    }

    [Test]
    public async Task A_body_that_is_no_JSON_is_a_bad_request()
    {
        await RefusedAsync(400, "bad_request", "POST", "/v2/droplets", "{\"name\":");
        Assert.That(await RefusedAsync(400, "bad_request", "POST", "/v2/droplets", """{"name":["a"]}"""), Does.Contain("$.name"));
    }

    [Test]
    public async Task The_droplet_limit_counts_all_that_are_asked_for()
    {
        await OkAsync("POST", "/v2/droplets", Body(names: Names(10)));
        await OkAsync("POST", "/v2/droplets", Body(names: Names(10)));
        Assert.That(await RefusedAsync(422, "unprocessable_entity", "POST", "/v2/droplets", Body(names: Names(6))), Does.Contain("droplet limit"));
        await OkAsync("POST", "/v2/droplets", Body(names: Names(5)));
    }

    [Test]
    public async Task Pages_link_to_each_other_and_keep_the_filter()
    {
        await OkAsync("POST", "/v2/droplets", Body(names: Names(5), tags: """["x"]"""));
        await DropletAsync("apart");
        var first = await OkAsync("GET", "/v2/droplets?tag_name=X&per_page=2");
        Assert.That(first["meta"]!["total"]!.GetValue<int>(), Is.EqualTo(5));
        Assert.That(first["links"]!["pages"]!["prev"], Is.Null);
        List<string> seen = [];
        for (JsonNode? page = first; page is not null; page = await NextAsync(page))
            seen.AddRange(page["droplets"]!.AsArray().Select(droplet => droplet!["name"]!.GetValue<string>()));
        Assert.That(seen, Is.EqualTo(new[] { "n1", "n2", "n3", "n4", "n5" }));
        var last = await OkAsync("GET", new Uri(first["links"]!["pages"]!["last"]!.GetValue<string>()).PathAndQuery);
        Assert.That(last["links"]!["pages"]!.AsObject().Select(link => link.Key), Is.EquivalentTo(new[] { "first", "prev" }));
        Assert.That((await OkAsync("GET", "/v2/droplets?page=9"))["droplets"]!.AsArray(), Is.Empty);
        await RefusedAsync(400, "bad_request", "GET", "/v2/droplets?page=0");
    }

    [Test]
    public async Task A_deleted_droplet_is_gone_and_deleting_it_again_is_404()
    {
        var id = await DropletAsync();
        await OkAsync("DELETE", $"/v2/droplets/{id}");
        await RefusedAsync(404, "not_found", "GET", $"/v2/droplets/{id}");
        await RefusedAsync(404, "not_found", "DELETE", $"/v2/droplets/{id}");
        await DrainAsync();
        Assert.That((await OkAsync("GET", "/e3/health"))["removing"]!.GetValue<int>(), Is.Zero);
    }

    [Test]
    public async Task Droplets_are_deleted_by_tag()
    {
        await DropletAsync("a", """["x"]""");
        await DropletAsync("b", """["x","y"]""");
        await DropletAsync("c", """["y"]""");
        await OkAsync("DELETE", "/v2/droplets?tag_name=x");
        var left = (await OkAsync("GET", "/v2/droplets"))["droplets"]!.AsArray();
        Assert.That(left.Single()!["name"]!.GetValue<string>(), Is.EqualTo("c"));
        await RefusedAsync(422, "unprocessable_entity", "DELETE", "/v2/droplets");
        await RefusedAsync(404, "not_found", "DELETE", "/v2/droplets?tag_name=z");
    }

    [Test]
    public async Task Power_size_and_name_change_by_actions()
    {
        var id = await DropletAsync();
        Assert.That(await RefusedAsync(422, "unprocessable_entity", "POST", $"/v2/droplets/{id}/actions", """{"type":"resize","size":"c-2"}"""), Does.Contain("powered off"));
        await ActAsync(id, """{"type":"power_off"}""");
        Assert.That(await StatusAsync(id), Is.EqualTo("off"));
        await ActAsync(id, """{"type":"resize","size":"s-2vcpu-4gb"}""");
        await ActAsync(id, """{"type":"rename","name":"two"}""");
        await ActAsync(id, """{"type":"power_on"}""");
        await ActAsync(id, """{"type":"reboot"}""");
        var droplet = (await OkAsync("GET", $"/v2/droplets/{id}"))["droplet"]!;
        Assert.That(droplet["status"]!.GetValue<string>(), Is.EqualTo("active"));
        Assert.That(droplet["name"]!.GetValue<string>(), Is.EqualTo("two"));
        Assert.That(droplet["size_slug"]!.GetValue<string>(), Is.EqualTo("s-2vcpu-4gb"));
        Assert.That(droplet["disk"]!.GetValue<int>(), Is.EqualTo(25), "the disk grows only when asked to");
        var actions = (await OkAsync("GET", $"/v2/droplets/{id}/actions"))["actions"]!.AsArray();
        Assert.That(
            actions.Select(action => action!["type"]!.GetValue<string>()),
            Is.EqualTo(new[] { "reboot", "power_on", "rename", "resize", "power_off", "create" }));
        Assert.That(actions.Select(action => action!["status"]!.GetValue<string>()), Is.All.EqualTo("completed"));
        await RefusedAsync(422, "unprocessable_entity", "POST", $"/v2/droplets/{id}/actions", """{"type":"dance"}""");
    }

    [Test]
    public async Task Backups_and_IPv6_are_switched_on_by_actions()
    {
        var id = await DropletAsync();
        await ActAsync(id, """{"type":"enable_ipv6"}""");
        await ActAsync(id, """{"type":"enable_backups","backup_policy":{"plan":"weekly","weekday":"SUN","hour":4}}""");
        await ActAsync(id, """{"type":"change_backup_policy","backup_policy":{"plan":"daily","hour":20}}""");
        var droplet = (await OkAsync("GET", $"/v2/droplets/{id}"))["droplet"]!;
        Assert.That(droplet["features"]!.AsArray().Select(feature => feature!.GetValue<string>()), Is.SupersetOf(new[] { "ipv6", "backups", "private_networking" }));
        Assert.That(droplet["networks"]!["v6"]![0]!["ip_address"]!.GetValue<string>(), Does.StartWith("2001:db8:"));
        var policy = (await OkAsync("GET", $"/v2/droplets/{id}/backups/policy"))["policy"]!["backup_policy"]!;
        Assert.That((policy["plan"]!.GetValue<string>(), policy["hour"]!.GetValue<int>()), Is.EqualTo(("daily", 20)));
        await ActAsync(id, """{"type":"disable_backups"}""");
        await RefusedAsync(422, "unprocessable_entity", "POST", $"/v2/droplets/{id}/actions", """{"type":"disable_backups"}""");
    }

    [Test]
    public async Task A_droplet_without_public_networking_has_a_private_address_only()
    {
        var id = (await OkAsync("POST", "/v2/droplets", Body().Replace("{", "{\"public_networking\":false,", StringComparison.Ordinal)))["droplet"]!["id"];
        await DrainAsync();
        var networks = (await OkAsync("GET", $"/v2/droplets/{id}"))["droplet"]!["networks"]!["v4"]!.AsArray();
        Assert.That(networks.Select(network => network!["type"]!.GetValue<string>()), Is.EqualTo(new[] { "private" }));
    }

    [Test]
    public async Task Everything_is_there_after_a_restart_of_the_server()
    {
        var id = await DropletAsync(tags: """["x"]""");
        var gone = await DropletAsync("gone");
        await OkAsync("DELETE", $"/v2/droplets/{gone}");
        var before = (await OkAsync("GET", "/v2/droplets"))["droplets"]!.ToJsonString();
        await RestartAsync();
        Assert.That((await OkAsync("GET", "/v2/droplets"))["droplets"]!.ToJsonString(), Is.EqualTo(before));
        Assert.That(await DropletAsync("later"), Is.GreaterThan(id), "no id is given twice");
    }

    private static string Names(int count) => new JsonArray([.. Enumerable.Range(1, count).Select(number => (JsonNode)$"n{number}")]).ToJsonString();

    private static string Body(string? names = null, string tags = "[]") =>
        $$"""{ {{(names is null ? "\"name\":\"one\"" : $"\"names\":{names}")}}, "region":"ams3","size":"s-1vcpu-1gb","image":"debian-12-x64","tags":{{tags}} }""";

    private async Task<JsonNode?> NextAsync(JsonNode page) => page["links"]!["pages"]?["next"] is { } next
        ? await OkAsync("GET", new Uri(next.GetValue<string>()).PathAndQuery)
        : null;

    private async Task ActAsync(long id, string body)
    {
        await OkAsync("POST", $"/v2/droplets/{id}/actions", body);
        await DrainAsync();
    }

    private async Task<string> StatusAsync(long id) => (await OkAsync("GET", $"/v2/droplets/{id}"))["droplet"]!["status"]!.GetValue<string>();
}
