using System.Text.Json.Nodes;
using E3.Engine.Properties;
using E3.Engine.Providers;
using Microsoft.AspNetCore.Http;

namespace E3.Engine.Tests.Providers;

[TestFixture]
internal sealed class TailnetKeyTests() : ProviderFixture("tailscale")
{
    private const string Type = "tailscale:index/tailnetKey:TailnetKey";
    private const string Keys = "/api/v2/tailnet/example.org/keys";

    private const string Key = """
        {"id":"k1","key":"tskey-auth-SECRET","keyType":"auth","created":"2026-01-01T00:00:00Z","expires":"2126-04-01T00:00:00Z","expirySeconds":3600,"userId":"u1",
        "capabilities":{"devices":{"create":{"reusable":true,"ephemeral":true,"preauthorized":true,"tags":["tag:e3"]}}}}
        """;

    private static PropertyMap Inputs => Values.Map(
        ("reusable", true), ("ephemeral", true), ("preauthorized", true), ("tags", new[] { "tag:e3" }), ("expiry", 3600), ("description", "for e3"));

    [SetUp]
    public Task Configure() => ConfigureAsync(("baseUrl", Api.Address), ("apiKey", "tskey-api-1"), ("tailnet", "example.org"));

    [Test]
    public async Task Create_sends_what_was_asked_and_keeps_the_key_secret()
    {
        Api.On($"POST {Keys}", 200, Key);
        var created = await CreateAsync(Type, await CheckedAsync(Type, Inputs));
        Assert.That(created.Id, Is.EqualTo("k1"));
        Assert.That(created.Outputs["key"], Is.EqualTo(new PropertyValue.Secret(new PropertyValue.Text("tskey-auth-SECRET"))));
        Assert.That(created.Outputs["description"].Plain(), Is.EqualTo("for e3"));
        var body = JsonNode.Parse(Api.BodyOf($"POST {Keys}"))!;
        Assert.That(body["capabilities"]!["devices"]!["create"]!.ToJsonString(), Is.EqualTo("""{"reusable":true,"ephemeral":true,"preauthorized":true,"tags":["tag:e3"]}"""));
        Assert.That((long)body["expirySeconds"]!, Is.EqualTo(3600));
        Assert.That((string?)body["description"], Does.Match("^for e3 e3-[0-9a-f]{16}$"));
        Assert.That(Api.Requests.Single().Authorization, Is.EqualTo("Bearer tskey-api-1"));
    }

    [Test]
    public async Task A_key_whose_answer_was_lost_is_deleted_and_another_made()
    {
        Api.Drop($"POST {Keys}").On($"POST {Keys}", 200, Key)
            .On($"GET {Keys}", context => context.Response.WriteAsync($$"""{"keys":[{"id":"lost","description":"{{Description()}}"},{"id":"other","description":"for e3"},{"id":"bare"}]}"""))
            .On($"GET {Keys}/bare", 200, """{"id":"bare","description":""}""").On($"DELETE {Keys}/lost", 200);
        Assert.That((await CreateAsync(Type, Inputs)).Id, Is.EqualTo("k1"));
        Assert.That(Api.Requests.Where(asked => asked.Request.StartsWith("DELETE", StringComparison.Ordinal)).Select(asked => asked.Request), Is.EqualTo([$"DELETE {Keys}/lost"]));
    }

    [Test]
    public async Task Find_clears_the_lost_key_away_and_adopts_none()
    {
        Api.On($"POST {Keys}", 200, Key);
        await CreateAsync(Type, Inputs);
        Api.On($"GET {Keys}", 200, $$"""{"keys":[{"id":"k1","description":"{{Description()}}"},{"id":"known","description":"{{Description()}}"}]}""").On($"DELETE {Keys}/k1", 200);
        Assert.That(await FindAsync(Type, Inputs, "known"), Is.Null);
        Assert.That(Api.Requests.Last().Request, Is.EqualTo($"DELETE {Keys}/k1"));
    }

    [Test]
    public async Task An_oauth_client_trades_its_secret_once()
    {
        await ConfigureAsync(("baseUrl", Api.Address), ("oauthClientId", "id"), ("oauthClientSecret", "s3cret"), ("tailnet", "example.org"));
        Api.On("POST /api/v2/oauth/token", 200, """{"access_token":"traded","expires_in":3600}""").On($"GET {Keys}/k1", 200, Key);
        await ReadAsync(Type, "k1", Inputs);
        await ReadAsync(Type, "k1", Inputs);
        Assert.That(Api.Requests.Select(asked => asked.Authorization), Is.EqualTo(["Basic " + Convert.ToBase64String("id:s3cret"u8), "Bearer traded", "Bearer traded"]));
    }

    [Test]
    public async Task A_refused_oauth_client_names_the_settings_and_not_the_secret()
    {
        await ConfigureAsync(("baseUrl", Api.Address), ("oauthClientId", "id"), ("oauthClientSecret", "s3cret"));
        Api.On("POST /api/v2/oauth/token", 401, """{"message":"API token invalid"}""");
        var error = await Assert.ThrowsAsync<ProviderException>(async () => await ReadAsync(Type, "k1", Inputs));
        Assert.That(error!.Message, Does.Contain("API token invalid").And.Contain("tailscale:oauthClientId").And.Not.Contain("s3cret"));
    }

    [Test]
    public async Task A_key_that_is_gone_is_invalid_and_made_anew_when_it_is_reusable()
    {
        var read = (await ReadAsync(Type, "k1", Inputs, Values.Map(("key", "x"), ("invalid", false))))!;
        Assert.That(read.Outputs["invalid"].Plain(), Is.True);
        Assert.That((await DiffOf(read.Outputs, Inputs)).Single(), Is.EqualTo("invalid"));
        Assert.That(await DiffOf(read.Outputs, Inputs.With("recreateIfInvalid", Values.Of("never"))), Is.EqualTo(["recreateIfInvalid"]));
        Assert.That(await DiffOf(read.Outputs, Inputs.Without("reusable")), Is.EqualTo(["reusable"]), "a used single-use key stays");
    }

    [Test]
    public async Task Giving_what_is_the_default_is_no_change() =>
        Assert.That(await DiffAsync(Type, Inputs.Without("reusable"), Inputs.With("reusable", Values.Of(false))), Is.Empty);

    [Test]
    public async Task Bad_inputs_are_named()
    {
        var mistakes = await MistakesAsync(Type, Values.Map(("expiry", 0), ("tags", new[] { "e3" }), ("description", "a/b")));
        Assert.That(mistakes, Has.Length.EqualTo(3));
        Assert.That(string.Join("\n", mistakes), Does.Contain("7776000").And.Contain("'tag:'").And.Contain("letters"));
    }

    [Test]
    public async Task Missing_credentials_say_what_to_set()
    {
        await ConfigureAsync(("baseUrl", Api.Address));
        var error = await Assert.ThrowsAsync<ProviderException>(async () => await ReadAsync(Type, "k1", Inputs));
        Assert.That(error!.Message, Does.Contain("tailscale:apiKey").And.Contain("TAILSCALE_API_KEY"));
    }

    private string Description() => (string)JsonNode.Parse(Api.Requests.First(asked => asked.Request == $"POST {Keys}").Body)!["description"]!;

    private async Task<string[]> DiffOf(PropertyMap outputs, PropertyMap now) =>
        [.. (await Provider.DiffAsync(new DiffRequest(Urn, Type, "k1", Inputs, outputs, now), default)).Detailed.Keys];
}
