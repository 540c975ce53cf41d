using E3.Engine.Properties;
using E3.Engine.Providers;

namespace E3.LocalCloud.Tests.Providers;

public sealed class TailscaleProviderTests : ProviderTests
{
    private const string Policy = "/api/v2/tailnet/-/acl";
    private IProvider _provider = null!;

    [SetUp]
    public async Task Connect() => _provider = await ProviderAsync("tailscale", Clock, ("baseUrl", Client.BaseAddress!.ToString()), ("apiKey", "tskey-api-any"));

    [Test]
    public async Task A_device_joins_with_a_key_and_is_found_tagged_and_authorized()
    {
        var key = await KeyAsync(("reusable", true), ("tags", new[] { "tag:e3" }));
        var name = await JoinAsync(key, "host-a");
        await JoinAsync(key, "host-b");
        var device = await _provider.InvokeAsync("tailscale:index/getDevice:getDevice", Map(("hostname", "host-a"), ("waitFor", "5s")), default);
        Assert.That((device["name"], device["authorized"], device["tags"]), Is.EqualTo((Of(name), Of(false), Of(new[] { "tag:e3" }))));
        var id = ((PropertyValue.Text)device["nodeId"]).Value;
        var authorization = await MakeAsync("DeviceAuthorization", ("deviceId", id), ("authorized", true));
        await authorization.AssertUnchangedAsync();
        Assert.That((await authorization.FindAsync())!.Id, Is.EqualTo(id));
        var tags = await MakeAsync("DeviceTags", ("deviceId", id), ("tags", new[] { "tag:x", "tag:e3" }));
        await tags.AssertUnchangedAsync();
        Assert.That(await tags.UpdateAsync(("tags", new[] { "tag:e3", "tag:x" })), Is.EqualTo("same"), "order means nothing");
        Assert.That(await tags.UpdateAsync(("tags", new[] { "tag:y" })), Is.EqualTo("updates"));
        Assert.That(await tags.UpdateAsync(("deviceId", "other")), Is.EqualTo("replaces"));
        Assert.That(await HostnamesAsync(("filters", new[] { Map(("name", "tags"), ("values", new[] { "tag:y" })) })), Is.EqualTo(new[] { "host-a" }));
        Assert.That(await HostnamesAsync(("namePrefix", "host-")), Is.EqualTo(new[] { "host-a", "host-b" }));
        await tags.DeleteAsync();
        Assert.That((await OkAsync("GET", $"/api/v2/device/{id}"))["tags"], Is.Null);
        await OkAsync("DELETE", $"/api/v2/device/{id}");
        Assert.That(await tags.ReadAsync(), Is.Null);
        await tags.DeleteAsync();
    }

    [Test]
    public async Task Setting_something_on_a_device_whose_answer_was_lost_is_done_once_more_or_found()
    {
        await JoinAsync(await KeyAsync(), "host-a");
        var id = (await OkAsync("GET", "/api/v2/tailnet/-/devices"))["devices"]![0]!["id"]!.GetValue<string>();
        Network.Lose($"POST /api/v2/device/{id}/tags");
        var tags = new ResourceLife(await SlowlessAsync(), "tailscale:index/deviceTags:DeviceTags", Map(("deviceId", id), ("tags", new[] { "tag:e3" })));
        await (await tags.CreateAsync()).AssertUnchangedAsync();
    }

    [Test]
    public async Task A_device_that_is_not_there_is_named()
    {
        Assert.That(await MessageAsync(() => MakeAsync("DeviceAuthorization", ("deviceId", "n0"), ("authorized", true))), Does.Contain("no device n0"));
        Assert.That(
            await MessageAsync(() => _provider.InvokeAsync("tailscale:index/getDevice:getDevice", Map(("hostname", "nobody")), default)),
            Does.Contain("no device with hostname \"nobody\"").And.Contain("waitFor"));
        Assert.That(await MessageAsync(() => _provider.InvokeAsync("tailscale:index/getDevices:getDevice", PropertyMap.Empty, default)), Does.Contain("did you mean"));
    }

    [Test]
    public async Task A_single_use_key_is_used_up_by_one_device()
    {
        var key = await MakeAsync("TailnetKey", ("recreateIfInvalid", "always"), ("ephemeral", true), ("preauthorized", true));
        var name = await JoinAsync(Secret(key), "host-a");
        var (status, body) = await SendAsync("POST", "/e3/devices", Join(Secret(key), "host-b"));
        Assert.That(((int)status, body!["message"]!.GetValue<string>()), Is.EqualTo((401, "invalid key: it was used")));
        Assert.That(await key.DiffAfterRefreshAsync(), Is.EqualTo(new[] { "invalid" }));
        var id = (await OkAsync("GET", $"/api/v2/tailnet/-/devices?name={name}"))["devices"]![0]!["id"]!.GetValue<string>();
        await OkAsync("PUT", $"/e3/devices/{id}", """{"online":false}""");
        Assert.That((await OkAsync("GET", "/api/v2/tailnet/-/devices"))["devices"]!.AsArray(), Is.EqualTo(Array.Empty<object>()), "an ephemeral device is forgotten when it leaves");
    }

    [Test]
    public async Task Authorized_devices_are_told_of_each_other_until_they_are_deleted()
    {
        var key = await KeyAsync(("reusable", true), ("preauthorized", true), ("tags", new[] { "tag:e3" }));
        var ids = new List<string>();
        foreach (var (host, digit) in new[] { ("host-a", 'a'), ("host-b", 'b') })
        {
            var body = $$"""{"authKey":"{{key}}","hostname":"{{host}}","nodeKey":"nodekey:{{new string(digit, 64)}}","endpoint":"198.18.0.2:41641"}""";
            ids.Add((await OkAsync("POST", "/e3/devices", body))["nodeId"]!.GetValue<string>());
        }

        await JoinAsync(await KeyAsync(), "host-unapproved");
        var peer = (await OkAsync("GET", $"/e3/devices/{ids[0]}/peers"))["peers"]!.AsArray().Single()!;
        Assert.That((peer["hostname"]!.GetValue<string>(), peer["nodeKey"]!.GetValue<string>(), peer["endpoint"]!.GetValue<string>()),
            Is.EqualTo(("host-b", "nodekey:" + new string('b', 64), "198.18.0.2:41641")));
        await OkAsync("DELETE", $"/api/v2/device/{ids[1]}");
        Assert.That((await OkAsync("GET", $"/e3/devices/{ids[0]}/peers"))["peers"]!.AsArray(), Is.EqualTo(Array.Empty<object>()));
        Assert.That((int)(await SendAsync("GET", $"/e3/devices/{ids[1]}/peers")).Status, Is.EqualTo(404), "it has to join anew");
    }

    [Test]
    public async Task An_oauth_client_mints_keys_with_its_own_tags_and_trades_again_after_an_hour()
    {
        var client = await OkAsync("POST", "/api/v2/tailnet/-/keys", """{"keyType":"client","scopes":["auth_keys"],"tags":["tag:e3"]}""");
        _provider = await ProviderAsync(
            "tailscale", Clock, ("baseUrl", Client.BaseAddress!.ToString()), ("oauthClientId", client["id"]!.GetValue<string>()), ("oauthClientSecret", client["key"]!.GetValue<string>()));
        var key = await MakeAsync("TailnetKey", ("tags", new[] { "tag:e3" }), ("expiry", 7776000));
        Assert.That(key.Outputs["userId"], Is.EqualTo(Of("")));
        Clock.Advance(TimeSpan.FromHours(1.5));
        await RestartAsync();
        _provider = await ProviderAsync(
            "tailscale", Clock, ("baseUrl", Client.BaseAddress!.ToString()), ("oauthClientId", client["id"]!.GetValue<string>()), ("oauthClientSecret", client["key"]!.GetValue<string>()));
        await MakeAsync("TailnetKey", ("tags", new[] { "tag:e3" }));
        Clock.Advance(TimeSpan.FromHours(1.5));
        await MakeAsync("TailnetKey", ("tags", new[] { "tag:e3" }));
        Assert.That(Network.Asked.Count(asked => asked == "POST /api/v2/oauth/token"), Is.EqualTo(3));
        Assert.That(await MessageAsync(() => MakeAsync("TailnetKey")), Does.Contain("need tags"));
        Assert.That(await MessageAsync(() => MakeAsync("TailnetKey", ("tags", new[] { "tag:other" }))), Does.Contain("tag:other").And.Contain("not permitted"));
        Assert.That(await MessageAsync(() => MakeAsync("DeviceTags", ("deviceId", "n"), ("tags", new[] { "tag:e3" }))), Does.Contain("403").And.Contain("scope"));
    }

    [Test]
    public async Task A_policy_is_written_over_the_default_kept_as_it_reads_and_reset()
    {
        const string mine = """
            {
              // Mine.
              "acls": [{"action": "accept", "src": ["tag:e3"], "dst": ["tag:e3:*"]},],
            }
            """;
        var policy = await MakeAsync("Acl", ("acl", mine), ("resetAclOnDestroy", true));
        await policy.AssertUnchangedAsync();
        Assert.That(await policy.UpdateAsync(("acl", mine.Replace("  ", "\t", StringComparison.Ordinal).Replace("},]", "} ]", StringComparison.Ordinal))), Is.EqualTo("same"));
        Assert.That(await policy.UpdateAsync(("acl", mine.Replace("Mine", "Ours", StringComparison.Ordinal))), Is.EqualTo("updates"));
        Assert.That(await policy.FindAsync(), Is.Not.Null);
        Assert.That(await MessageAsync(() => MakeAsync("Acl", ("acl", "{}"))), Does.Contain("overwriteExistingContent"));
        var over = await MakeAsync("Acl", ("acl", """{"acls":[]}"""), ("overwriteExistingContent", true));
        Assert.That(await over.ReadAsync(), Is.Not.Null);
        Assert.That(await policy.DiffAfterRefreshAsync(), Is.EqualTo(new[] { "acl" }), "somebody wrote over it");
        await over.DeleteAsync();
        Assert.That(await over.ReadAsync(), Is.Not.Null, "a policy stays unless it is to be reset");
        await policy.DeleteAsync();
        Client.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        Assert.That((await OkAsync("GET", Policy))["acls"]![0]!["action"]!.GetValue<string>(), Is.EqualTo("accept"), "the default policy");
    }

    [Test]
    public async Task A_policy_whose_answer_was_lost_is_found_and_a_bad_one_named()
    {
        Network.Lose($"POST {Policy}");
        await new ResourceLife(await SlowlessAsync(), "tailscale:index/acl:Acl", Map(("acl", """{"acls":[]}"""))).CreateAsync();
        Assert.That(Network.Asked.Count(asked => asked == $"POST {Policy}"), Is.EqualTo(1));
        var check = await _provider.CheckAsync(new CheckRequest("urn:pulumi:s::p::t::n", "tailscale:index/acl:Acl", null, Map(("acl", "{\n  \"acls\": [}"))), default);
        Assert.That(check.Failures.Single().Reason, Does.Contain("line 2"));
    }

    private Task<IProvider> SlowlessAsync() => ProviderAsync("tailscale", null, ("baseUrl", Client.BaseAddress!.ToString()), ("apiKey", "tskey-api-any"));

    private Task<ResourceLife> MakeAsync(string kind, params (string Name, object? Value)[] inputs) =>
        new ResourceLife(_provider, $"tailscale:index/{char.ToLowerInvariant(kind[0])}{kind[1..]}:{kind}", Map(inputs)).CreateAsync();

    private async Task<string> KeyAsync(params (string Name, object? Value)[] inputs) => Secret(await MakeAsync("TailnetKey", inputs));

    private async Task<string> JoinAsync(string key, string hostname) => (await OkAsync("POST", "/e3/devices", Join(key, hostname)))["name"]!.GetValue<string>();

    private async Task<string[]> HostnamesAsync(params (string Name, object? Value)[] arguments) =>
        [.. ((PropertyValue.List)(await _provider.InvokeAsync("tailscale:index/getDevices:getDevices", Map(arguments), default))["devices"]).Items
            .Select(device => ((PropertyValue.Text)((PropertyValue.Map)device).Properties["hostname"]).Value)];

    private static string Secret(ResourceLife key) => ((PropertyValue.Text)key.Outputs["key"]).Value;

    private static string Join(string key, string hostname) => $$"""{"authKey":"{{key}}","hostname":"{{hostname}}"}""";
}
