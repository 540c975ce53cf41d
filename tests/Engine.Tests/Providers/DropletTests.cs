using System.Text.Json.Nodes;
using E3.Engine.Properties;
using E3.Engine.Providers;
using Microsoft.AspNetCore.Http;

namespace E3.Engine.Tests.Providers;

[TestFixture]
internal sealed class DropletTests() : ProviderFixture("digitalocean")
{
    private const string Type = "digitalocean:index/droplet:Droplet";
    private const string Regions = """{"regions":[{"slug":"ams3","available":true,"sizes":["s-1vcpu-1gb","s-2vcpu-2gb"]},{"slug":"nyc3","available":true,"sizes":["s-1vcpu-1gb"]},{"slug":"sfo1","available":false,"sizes":[]}],"links":{}}""";
    private const string None = """{"droplets":[],"links":{}}""";

    private static PropertyMap Inputs => Values.Map(
        ("image", "debian-12-x64"), ("size", "s-1vcpu-1gb"), ("region", "ams3"), ("name", "host"), ("tags", new[] { "e3" }), ("sshKeys", new[] { "512" }));

    [SetUp]
    public async Task Configure()
    {
        Api.On("GET /v2/regions", 200, Regions);
        await ConfigureAsync(("apiEndpoint", Api.Address), ("token", "t0ken"), ("httpRetryWaitMin", "0.01"));
    }

    [Test]
    public async Task Create_waits_for_an_active_droplet_with_an_address_and_hides_its_own_tag()
    {
        Api.On("GET /v2/droplets", 200, None)
            .On("POST /v2/droplets", 202, Created(Droplet("new", ip: null)))
            .On("GET /v2/actions/7", 200, """{"action":{"id":7,"status":"in-progress","type":"create"}}""")
            .On("GET /v2/actions/7", 200, """{"action":{"id":7,"status":"completed","type":"create"}}""")
            .On("GET /v2/droplets/42", 404).On("GET /v2/droplets/42", 200, One(Droplet("active", ip: null)))
            .On("GET /v2/droplets/42", 200, One(Droplet("active")));
        var created = await CreateAsync(Type, await CheckedAsync(Type, Inputs));
        Assert.That(created.Id, Is.EqualTo("42"));
        Assert.That(created.Outputs["ipv4Address"].Plain(), Is.EqualTo("198.18.0.2"));
        Assert.That(created.Outputs["tags"].Plain(), Is.EqualTo(new[] { "e3" }));
        Assert.That(created.Outputs["dropletUrn"].Plain(), Is.EqualTo("do:droplet:42"));
        var body = JsonNode.Parse(Api.BodyOf("POST /v2/droplets"))!;
        Assert.That(body["tags"]!.ToJsonString(), Does.Match("""^\["e3","e3-[0-9a-f]{16}"\]$"""));
        Assert.That(body["ssh_keys"]!.ToJsonString(), Is.EqualTo("[512]"));
        Assert.That(Api.Requests.Select(asked => asked.Authorization), Is.All.EqualTo("Bearer t0ken"));
    }

    [Test]
    public async Task A_create_whose_answer_was_lost_is_found_by_its_tag_and_not_repeated()
    {
        Api.On("GET /v2/droplets", 200, Many(Droplet("active", id: 41)))
            .On("GET /v2/droplets", 200, Many(Droplet("active", id: 41), Droplet("new")))
            .Drop("POST /v2/droplets")
            .On("GET /v2/droplets/42", 200, One(Droplet("active")));
        var created = await CreateAsync(Type, await CheckedAsync(Type, Inputs));
        Assert.That(created.Id, Is.EqualTo("42"), "41 is the droplet that this one replaces");
        Assert.That(Api.Count("POST /v2/droplets"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_create_that_failed_without_a_trace_is_tried_again()
    {
        Api.On("GET /v2/droplets", 200, None).On("POST /v2/droplets", 500, "{}")
            .On("POST /v2/droplets", 202, One(Droplet("new"))).On("GET /v2/droplets/42", 200, One(Droplet("active")));
        Assert.That((await CreateAsync(Type, await CheckedAsync(Type, Inputs))).Id, Is.EqualTo("42"));
        Assert.That(Api.Count("POST /v2/droplets"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_create_that_may_have_worked_although_every_look_failed_says_so()
    {
        Api.On("GET /v2/droplets", 200, None).On("GET /v2/droplets", 503, "{}").Drop("POST /v2/droplets");
        var error = await Assert.ThrowsAsync<ProviderException>(async () => await CreateAsync(Type, Inputs));
        Assert.That(error!.OutcomeUnknown);
        Assert.That(Api.Count("POST /v2/droplets"), Is.EqualTo(1), "not repeated without a look");
    }

    [Test]
    public async Task A_create_that_may_have_worked_stays_open_though_the_look_is_plainly_refused()
    {
        Api.On("GET /v2/droplets", 200, None).On("GET /v2/droplets", 401, "{}").Drop("POST /v2/droplets");
        var error = await Assert.ThrowsAsync<ProviderException>(async () => await CreateAsync(Type, Inputs));
        Assert.That(error!.Message, Does.Contain("401"));
        Assert.That(error.OutcomeUnknown);
    }

    [Test]
    public async Task A_create_that_may_have_worked_stays_open_though_the_next_attempt_is_plainly_refused()
    {
        // What was made may be what fills the account, and listings may not show it yet.
        Api.On("GET /v2/droplets", 200, None).Drop("POST /v2/droplets")
            .On("POST /v2/droplets", 422, """{"id":"unprocessable_entity","message":"creating this/these droplet(s) will exceed your droplet limit"}""");
        var error = await Assert.ThrowsAsync<ProviderException>(async () => await CreateAsync(Type, Inputs));
        Assert.That(error!.Message, Does.Contain("droplet limit"));
        Assert.That(error.OutcomeUnknown);
    }

    [Test]
    public async Task Too_many_requests_are_waited_out_as_long_as_the_api_says()
    {
        Api.On("GET /v2/droplets/42", 429, """{"id":"too_many_requests","message":"API Rate limit exceeded."}""", ("retry-after", "1"))
            .On("GET /v2/droplets/42", 200, One(Droplet("active")));
        var started = TimeProvider.System.GetTimestamp();
        Assert.That(await ReadAsync(Type, "42", Inputs), Is.Not.Null);
        Assert.That(TimeProvider.System.GetElapsedTime(started), Is.GreaterThan(TimeSpan.FromSeconds(0.9)));
    }

    [Test]
    public async Task A_limit_that_resets_in_an_hour_is_an_error_at_once()
    {
        var reset = DateTimeOffset.UtcNow.AddMinutes(50).ToUnixTimeSeconds();
        Api.On("GET /v2/droplets/42", 429, """{"id":"too_many_requests","message":"API Rate limit exceeded."}""", ("ratelimit-reset", $"{reset}"));
        var error = await Assert.ThrowsAsync<ProviderException>(async () => await ReadAsync(Type, "42", Inputs));
        Assert.That(error!.Message, Does.Contain("API Rate limit exceeded").And.Contain("50 minutes"));
        Assert.That(Api.Count("GET /v2/droplets/42"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_refused_token_is_one_error_that_says_what_to_set()
    {
        Api.On("GET /v2/droplets", 401, """{"id":"Unauthorized","message":"Unable to authenticate you"}""");
        var error = await Assert.ThrowsAsync<ProviderException>(async () => await CreateAsync(Type, Inputs));
        Assert.That(error!.Message, Does.Contain($"GET {Api.Address}/v2/droplets").And.Contain("401: Unable to authenticate you").And.Contain("digitalocean:token"));
        Assert.That(error.Message, Does.Not.Contain("t0ken"));
        Assert.That(Api.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_droplet_limit_is_told_in_the_apis_words_and_not_retried()
    {
        Api.On("GET /v2/droplets", 200, None)
            .On("POST /v2/droplets", 422, """{"id":"unprocessable_entity","message":"creating this/these droplet(s) will exceed your droplet limit"}""");
        var error = await Assert.ThrowsAsync<ProviderException>(async () => await CreateAsync(Type, Inputs));
        Assert.That(error!.Message, Does.Contain("422: creating this/these droplet(s) will exceed your droplet limit").And.Contain("higher limit"));
        Assert.That(Api.Count("POST /v2/droplets"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_creation_that_ends_in_an_error_keeps_the_droplets_id()
    {
        Api.On("GET /v2/droplets", 200, None)
            .On("POST /v2/droplets", 202, Created(Droplet("new")))
            .On("GET /v2/actions/7", 200, """{"action":{"id":7,"status":"errored","type":"create"}}""");
        var error = await Assert.ThrowsAsync<PartialCreateException>(async () => await CreateAsync(Type, Inputs));
        Assert.That(error!.Id, Is.EqualTo("42"));
    }

    [Test]
    public async Task An_endpoint_where_nothing_listens_is_named()
    {
        await ConfigureAsync(("apiEndpoint", "http://127.0.0.1:1"), ("token", "t"), ("httpRetryMax", "1"), ("httpRetryWaitMin", "0.01"));
        var error = await Assert.ThrowsAsync<ProviderException>(async () => await ReadAsync(Type, "42", Inputs));
        Assert.That(error!.Message, Does.Contain("http://127.0.0.1:1/v2/droplets/42").And.Contain("connection refused"));
    }

    [Test]
    public async Task A_plaintext_endpoint_elsewhere_is_refused()
    {
        var result = await Provider.CheckConfigAsync(Values.Map(("apiEndpoint", "http://example.org")), default);
        Assert.That(result.Failures.Single().Reason, Does.Contain("https://"));
    }

    [Test]
    public async Task A_missing_token_says_what_to_set()
    {
        await ConfigureAsync(("apiEndpoint", Api.Address));
        var error = await Assert.ThrowsAsync<ProviderException>(async () => await ReadAsync(Type, "42", Inputs));
        Assert.That(error!.Message, Does.Contain("digitalocean:token").And.Contain("DIGITALOCEAN_TOKEN"));
    }

    [Test]
    public async Task An_unknown_region_lists_those_there_are_and_is_asked_for_once()
    {
        Assert.That(await MistakesAsync(Type, Inputs.With("region", Values.Of("xyz1"))), Is.EqualTo(["region: unknown region 'xyz1'; known: ams3, nyc3"]));
        Assert.That(await MistakesAsync(Type, Inputs.With("region", Values.Of("nyc2"))), Is.EqualTo(["region: unknown region 'nyc2'; did you mean 'nyc3'?; known: ams3, nyc3"]));
        Assert.That(Api.Count("GET /v2/regions"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_size_that_the_region_lacks_is_told() =>
        Assert.That(
            await MistakesAsync(Type, Inputs.With("region", Values.Of("nyc3")).With("size", Values.Of("s-2vcpu-2gb"))),
            Is.EqualTo(["size: size 's-2vcpu-2gb' is not offered in region 'nyc3'; offered and like it: s-1vcpu-1gb"]));

    [Test]
    public async Task A_misspelt_input_names_the_nearest() =>
        Assert.That(await MistakesAsync(Type, Inputs.With("regoin", Values.Of("x"))), Is.EqualTo(["regoin: there is no property 'regoin'; did you mean 'region'?"]));

    [Test]
    public async Task Defaults_are_the_official_ones()
    {
        var inputs = await CheckedAsync(Type, Inputs.Without("name"));
        Assert.That(inputs["__defaults"].Plain(), Is.EqualTo(new[] { "backups", "gracefulShutdown", "ipv6", "monitoring", "name", "resizeDisk" }));
        Assert.That(inputs["name"].Plain(), Does.Match("^thing-[0-9a-f]{7}$"));
        Assert.That((await CheckedAsync(Type, Inputs.Without("name"), inputs))["name"], Is.EqualTo(inputs["name"]), "a generated name stays");
    }

    [Test]
    public async Task What_changes_in_place_and_what_does_not()
    {
        var old = await CheckedAsync(Type, Inputs);
        Assert.That(await DiffAsync(Type, old, old), Is.Empty);
        Assert.That(await DiffAsync(Type, old.Without("monitoring").Without("__defaults"), old), Is.Empty, "a default that is new is no change");
        Assert.That(await DiffAsync(Type, old, old.With("size", Values.Of("s-2vcpu-2gb"))), Is.EqualTo(["Update size"]));
        Assert.That(await DiffAsync(Type, old, old.With("image", Values.Of("x")).With("userData", Values.Of("y"))), Is.EqualTo(["Update image replaces", "Add userData replaces"]));
        Assert.That(await DiffAsync(Type, old, old.With("tags", Values.Of(new[] { "new", "e3" }))), Is.EqualTo(["Add tags[0]"]));
        Assert.That(await DiffAsync(Type, old, old.With("tags", Values.Of(new[] { "other" }))), Is.EqualTo(["Update tags[0]"]));
        Assert.That(await DiffAsync(Type, old.With("ipv6", Values.Of(true)), old), Is.EqualTo(["Update ipv6 replaces"]));
        Assert.That(await DiffAsync(Type, old, old.With("region", PropertyValue.Unknown.Value)), Is.EqualTo(["Update region replaces"]));
    }

    [Test]
    public async Task A_preview_knows_the_address_of_a_droplet_that_changes()
    {
        var old = await CheckedAsync(Type, Inputs);
        var diff = await Provider.DiffAsync(new DiffRequest("", Type, "42", old, old, old.With("size", Values.Of("s-2vcpu-2gb"))), default);
        Assert.That(diff.Stable, Has.Some.EqualTo("ipv4Address").And.None.EqualTo("priceMonthly"));
    }

    [Test]
    public async Task Update_renames_retags_and_resizes()
    {
        Api.On("POST /v2/droplets/42/actions", 201, """{"action":{"id":9,"status":"in-progress","type":"x"}}""")
            .On("GET /v2/actions/9", 200, """{"action":{"id":9,"status":"completed","type":"x"}}""")
            .On("POST /v2/tags", 201, "{}").On("POST /v2/tags/more/resources", 204).On("GET /v2/tags/e3", 200, """{"tag":{"name":"e3"}}""")
            .On("DELETE /v2/tags/e3/resources", 204).On("GET /v2/droplets/42", 200, One(Droplet("active")));
        var old = await CheckedAsync(Type, Inputs);
        var now = old.With("name", Values.Of("new")).With("size", Values.Of("s-2vcpu-2gb")).With("tags", Values.Of(new[] { "more" }));
        await UpdateAsync(Type, "42", old, PropertyMap.Empty, now);
        Assert.That(
            Api.Requests.Where(asked => asked.Request == "POST /v2/droplets/42/actions").Select(asked => (string?)JsonNode.Parse(asked.Body)!["type"]),
            Is.EqualTo(["power_off", "resize", "power_on", "rename"]));
        Assert.That(Api.Count("POST /v2/tags/more/resources"), Is.EqualTo(1));
        Assert.That(Api.Count("DELETE /v2/tags/e3/resources"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_resize_that_was_cut_short_goes_on_from_where_the_droplet_is()
    {
        var isOn = false;
        Api.On("POST /v2/droplets/42/actions", async context =>
            {
                isOn = Actions().Last() == "power_on";
                context.Response.StatusCode = 201;
                await context.Response.WriteAsync("""{"action":{"id":9,"status":"completed","type":"x"}}""");
            })
            .On("GET /v2/actions/9", 200, """{"action":{"id":9,"status":"completed","type":"x"}}""")
            .On("GET /v2/droplets/42", context => context.Response.WriteAsync(One(Droplet(isOn ? "active" : "off"))));
        var old = await CheckedAsync(Type, Inputs);
        await UpdateAsync(Type, "42", old, PropertyMap.Empty, old.With("size", Values.Of("s-2vcpu-2gb")));
        Assert.That(Actions(), Is.EqualTo(["resize", "power_on"]), "powered off before");
        isOn = false;
        await UpdateAsync(Type, "42", old, PropertyMap.Empty.With("status", Values.Of("off")), old);
        Assert.That(Actions(), Is.EqualTo(["resize", "power_on", "power_on"]), "resized before");

        IEnumerable<string?> Actions() => Api.Requests.Where(asked => asked.Request == "POST /v2/droplets/42/actions").Select(asked => (string?)JsonNode.Parse(asked.Body)!["type"]);
    }

    [Test]
    public async Task Delete_waits_until_it_is_gone_and_takes_its_tag_along()
    {
        Api.On("GET /v2/droplets/42", 200, One(Droplet("active"))).On("GET /v2/droplets/42", 200, One(Droplet("active")))
            .On("GET /v2/droplets/42", 404).On("DELETE /v2/droplets/42", 204);
        await DeleteAsync(Type, "42", Inputs);
        Assert.That(Api.Count("GET /v2/droplets/42"), Is.EqualTo(3));
        var deletions = Api.Requests.Select(sent => sent.Request).Where(request => request.StartsWith("DELETE", StringComparison.Ordinal)).ToArray();
        Assert.That(deletions, Has.Length.EqualTo(2));
        Assert.That(deletions[0], Does.Match("^DELETE /v2/tags/e3-[0-9a-f]{16}$"), "first, or a kill in between leaves it for ever");
        Assert.That(deletions[1], Is.EqualTo("DELETE /v2/droplets/42"));
    }

    [Test]
    public async Task Deleting_what_is_gone_is_no_error()
    {
        await DeleteAsync(Type, "42", Inputs);
        Assert.That(Api.Count("DELETE /v2/droplets/42"), Is.Zero);
    }

    [Test]
    public async Task Reading_what_is_gone_is_null() => Assert.That(await ReadAsync(Type, "42", Inputs), Is.Null);

    [Test]
    public async Task Find_skips_the_droplets_that_are_known()
    {
        Api.On("GET /v2/droplets", 200, Many(Droplet("active", id: 41), Droplet("new")))
            .On("GET /v2/droplets/42", 200, One(Droplet("active")));
        Assert.That((await FindAsync(Type, Inputs, "41"))!.Id, Is.EqualTo("42"));
        Assert.That(await FindAsync(Type, Inputs, "41", "42"), Is.Null);
        Assert.That(Api.Requests.First(asked => asked.Request == "GET /v2/droplets").Query, Does.Match("tag_name=e3-[0-9a-f]{16}"));
    }

    [Test]
    public async Task Listings_are_read_to_the_last_page()
    {
        Api.On("GET /v2/droplets", context => context.Response.WriteAsync(context.Request.Query["page"] == "1"
            ? """{"droplets":[],"links":{"pages":{"next":"https://elsewhere/?page=2"}}}"""
            : Many(Droplet("active")))).On("GET /v2/droplets/42", 200, One(Droplet("active")));
        Assert.That((await FindAsync(Type, Inputs))!.Id, Is.EqualTo("42"));
    }

    private static string Created(string droplet) => "{\"droplet\":" + droplet + ",\"links\":{\"actions\":[{\"id\":7,\"rel\":\"create\"}]}}";

    private static string Many(params string[] droplets) => "{\"droplets\":[" + string.Join(',', droplets) + "],\"links\":{}}";

    private static string One(string droplet) => "{\"droplet\":" + droplet + "}";

    private static string Droplet(string status, string? ip = "198.18.0.2", int id = 42) => $$"""
        {"id":{{id}},"name":"host","memory":1024,"vcpus":1,"disk":25,"locked":false,"status":"{{status}}","created_at":"2026-01-01T00:00:00Z","features":["private_networking"],
        "image":{"id":1,"slug":"debian-12-x64"},"size":{"slug":"s-1vcpu-1gb","price_hourly":0.00893,"price_monthly":6},"size_slug":"s-1vcpu-1gb",
        "networks":{"v4":[{{(ip is null ? "" : "{\"ip_address\":\"" + ip + "\",\"type\":\"public\"}")}}],"v6":[]},"region":{"slug":"ams3","available":true},
        "tags":["e3","e3-0123456789abcdef"],"volume_ids":[],"vpc_uuid":"v"}
        """;
}
