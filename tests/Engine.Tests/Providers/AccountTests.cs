using System.Text.Json.Nodes;
using E3.Engine.Providers;

namespace E3.Engine.Tests.Providers;

/// <summary>SSH keys, tags and firewalls.</summary>
[TestFixture]
internal sealed class AccountTests() : ProviderFixture("digitalocean")
{
    private const string KeyType = "digitalocean:index/sshKey:SshKey";
    private const string TagType = "digitalocean:index/tag:Tag";
    private const string FirewallType = "digitalocean:index/firewall:Firewall";

    // The pair that the official provider's recorded tests have.
    private const string PublicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEiR8CLqQqx+I3zSGKoXmfNwMs5J0wk9Raw/hLjTpD0r";
    private const string Fingerprint = "54:e7:cc:2e:99:e1:f8:fd:ce:a1:fa:64:e0:ed:80:9b";
    private const string Key = "{\"ssh_key\":{\"id\":512,\"name\":\"mine\",\"fingerprint\":\"" + Fingerprint + "\",\"public_key\":\"" + PublicKey + "\"}}";

    [SetUp]
    public Task Configure() => ConfigureAsync(("apiEndpoint", Api.Address), ("token", "t0ken"), ("httpRetryWaitMin", "0.01"));

    [Test]
    public async Task A_key_whose_answer_was_lost_is_found_by_its_fingerprint()
    {
        Api.Drop("POST /v2/account/keys").On($"GET /v2/account/keys/{Fingerprint}", 200, Key);
        var created = await CreateAsync(KeyType, Values.Map(("name", "mine"), ("publicKey", PublicKey + " me@here\n")));
        Assert.That(created.Id, Is.EqualTo("512"));
        Assert.That(created.Outputs["fingerprint"].Plain(), Is.EqualTo(Fingerprint));
        Assert.That(Api.Count("POST /v2/account/keys"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_key_that_is_in_use_is_told_in_the_apis_words()
    {
        Api.On("POST /v2/account/keys", 422, """{"id":"unprocessable_entity","message":"SSH Key is already in use on your account"}""");
        var error = await Assert.ThrowsAsync<ProviderException>(async () => await CreateAsync(KeyType, Values.Map(("name", "mine"), ("publicKey", PublicKey))));
        Assert.That(error!.Message, Does.Contain("already in use"));
    }

    [Test]
    public async Task A_key_changes_its_name_in_place_and_its_line_end_not_at_all()
    {
        var old = Values.Map(("name", "mine"), ("publicKey", PublicKey));
        Assert.That(await DiffAsync(KeyType, old, old.With("publicKey", Values.Of(PublicKey + "\n"))), Is.Empty);
        Assert.That(await DiffAsync(KeyType, old, old.With("name", Values.Of("yours"))), Is.EqualTo(["Update name"]));
        Assert.That(await MistakesAsync(KeyType, old.With("publicKey", Values.Of("nonsense"))), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_tag_is_its_name_and_found_by_it()
    {
        Api.On("POST /v2/tags", 500).On("GET /v2/tags/e3", 404).On("GET /v2/tags/e3", 200, """{"tag":{"name":"e3","resources":{"count":3,"droplets":{"count":3}}}}""");
        var created = await CreateAsync(TagType, Values.Map(("name", "e3")));
        Assert.That((created.Id, created.Outputs["dropletsCount"].Plain()), Is.EqualTo(("e3", 3.0)));
        Assert.That(Api.Count("POST /v2/tags"), Is.EqualTo(2));
        Assert.That((await FindAsync(TagType, Values.Map(("name", "e3"))))?.Id, Is.EqualTo("e3"));
        Assert.That(await FindAsync(TagType, Values.Map(("name", "e3")), "e3"), Is.Null);
        Assert.That(await MistakesAsync(TagType, Values.Map(("name", "a b"))), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_firewall_is_sent_and_read_back_as_it_was_written()
    {
        var inputs = Values.Map(
            ("name", "fw"), ("tags", new[] { "e3" }), ("dropletIds", new[] { 42 }),
            ("inboundRules", new[]
            {
                Values.Map(("protocol", "tcp"), ("portRange", "22"), ("sourceAddresses", new[] { "0.0.0.0/0", "::/0" })),
                Values.Map(("protocol", "udp"), ("portRange", "all"), ("sourceTags", new[] { "e3" })),
            }),
            ("outboundRules", new[] { Values.Map(("protocol", "icmp"), ("destinationAddresses", new[] { "0.0.0.0/0" })) }));
        const string firewall = """
            {"firewall":{"id":"f1","name":"fw","status":"succeeded","created_at":"2026-01-01T00:00:00Z","pending_changes":[],"droplet_ids":[42],"tags":["e3"],
            "inbound_rules":[{"protocol":"udp","ports":"0","sources":{"tags":["e3"]}},{"protocol":"tcp","ports":"22","sources":{"addresses":["::/0","0.0.0.0/0"]}}],
            "outbound_rules":[{"protocol":"icmp","ports":"0","destinations":{"addresses":["0.0.0.0/0"]}}]}}
            """;
        Api.On("POST /v2/firewalls", 202, firewall).On("GET /v2/firewalls/f1", 200, firewall);
        var created = await CreateAsync(FirewallType, await CheckedAsync(FirewallType, inputs));
        Assert.That(created.Id, Is.EqualTo("f1"));
        var body = JsonNode.Parse(Api.BodyOf("POST /v2/firewalls"))!;
        Assert.That(body["inbound_rules"]![0]!.ToJsonString(), Is.EqualTo("""{"protocol":"tcp","sources":{"addresses":["0.0.0.0/0","::/0"]},"ports":"22"}"""));
        var read = await ReadAsync(FirewallType, "f1", inputs, created.Outputs);
        Assert.That(read!.Inputs, Is.EqualTo(inputs), "another order is no other firewall");
    }

    [Test]
    public async Task A_firewall_whose_answer_was_lost_is_found_by_its_name()
    {
        Api.Drop("POST /v2/firewalls")
            .On("GET /v2/firewalls", 200, """{"firewalls":[{"id":"f0","name":"other"},{"id":"f1","name":"fw","status":"waiting","created_at":""}],"links":{}}""");
        Assert.That((await CreateAsync(FirewallType, Values.Map(("name", "fw")))).Id, Is.EqualTo("f1"));
    }

    [Test]
    public async Task Rules_with_mistakes_are_named_by_path()
    {
        Assert.That(await MistakesAsync(FirewallType, Values.Map(("name", "fw"))), Is.EqualTo([": a firewall needs at least one rule"]));
        var rules = new[] { Values.Map(("protocol", "tcp")), Values.Map(("protocol", "sctp")) };
        Assert.That(await MistakesAsync(FirewallType, Values.Map(("inboundRules", rules))), Is.EqualTo(["inboundRules[1].protocol: must be one of tcp, udp, icmp"]));
        Assert.That(await MistakesAsync(FirewallType, Values.Map(("inboundRules", rules[..1]))), Has.One.Contains("inboundRules[0].portRange"));
    }

    [Test]
    public async Task A_type_that_is_not_there_lists_those_that_are()
    {
        var error = await Assert.ThrowsAsync<ProviderException>(async () => await CreateAsync("digitalocean:index/cdn:Cdn", Values.Map()));
        Assert.That(error!.Message, Does.Contain("digitalocean:index/cdn:Cdn").And.Contain(TagType));
    }
}
