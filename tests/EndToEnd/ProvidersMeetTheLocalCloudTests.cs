using E3.Engine.Properties;
using E3.Engine.Providers;
using E3.LocalCloud;
using E3.LocalCloud.Server;

namespace E3.EndToEnd;

/// <summary>The engine's providers against the local cloud's own APIs, without hosts: two readings of the same public documents.</summary>
[TestFixture]
internal sealed class ProvidersMeetTheLocalCloudTests
{
    private const string PublicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEiR8CLqQqx+I3zSGKoXmfNwMs5J0wk9Raw/hLjTpD0r";

    private readonly SocketsHttpHandler _http = new();
    private string _root = "";
    private CloudServer _server = null!;

    [OneTimeSetUp]
    public async Task Serve()
    {
        _root = Directory.CreateTempSubdirectory("e3-cloud-").FullName;
        var settings = new CloudSettings { Root = _root, Port = 0, WithHosts = false };
        _server = await CloudServer.StartAsync(settings, null, new CloudLog(TextWriter.Null, TimeProvider.System), TimeProvider.System, default);
        await _server.ReadyAsync(default);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_server is not null) await _server.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Test]
    public async Task A_droplet_lives_its_whole_life()
    {
        var provider = await ProviderAsync("digitalocean", ("apiEndpoint", _server.Address.ToString()), ("token", "any"));
        var key = new Life(provider, "digitalocean:index/sshKey:SshKey", Map(("name", "k"), ("publicKey", PublicKey)));
        await key.CreateAsync();
        var inputs = Map(("name", "host"), ("region", "ams3"), ("size", "s-1vcpu-1gb"), ("image", "debian-12-x64"), ("tags", new[] { "one" }), ("sshKeys", new[] { key.Id }));
        var droplet = new Life(provider, "digitalocean:index/droplet:Droplet", inputs);
        var outputs = await droplet.CreateAsync();
        Assert.That(outputs["ipv4Address"], Is.InstanceOf<PropertyValue.Text>().And.Not.EqualTo(Of("")));
        Assert.That(outputs["tags"], Is.EqualTo(Of(new[] { "one" })), "its own tag is hidden");
        await droplet.AssertUnchangedAsync();
        outputs = await droplet.UpdateAsync(("name", "renamed"), ("size", "s-2vcpu-2gb"), ("tags", new[] { "two" }));
        Assert.That((outputs["name"], outputs["memory"], outputs["tags"]), Is.EqualTo((Of("renamed"), Of(2048), Of(new[] { "two" }))));
        await droplet.AssertUnchangedAsync();
        await droplet.DeleteAsync();
        await key.DeleteAsync();
    }

    [Test]
    public async Task A_firewall_and_a_tag_live_theirs()
    {
        var provider = await ProviderAsync("digitalocean", ("apiEndpoint", _server.Address.ToString()), ("token", "any"));
        var tag = new Life(provider, "digitalocean:index/tag:Tag", Map(("name", "web")));
        await tag.CreateAsync();
        await tag.AssertUnchangedAsync();
        var firewall = new Life(provider, "digitalocean:index/firewall:Firewall", Map(
            ("name", "fw"), ("tags", new[] { "web" }),
            ("inboundRules", new[]
            {
                Map(("protocol", "tcp"), ("portRange", "22"), ("sourceAddresses", new[] { "0.0.0.0/0", "::/0" })),
                Map(("protocol", "icmp"), ("sourceTags", new[] { "web" })),
            }),
            ("outboundRules", new[] { Map(("protocol", "udp"), ("portRange", "all"), ("destinationAddresses", new[] { "0.0.0.0/0" })) })));
        await firewall.CreateAsync();
        await firewall.AssertUnchangedAsync();
        Assert.That((await firewall.UpdateAsync(("name", "other")))["name"], Is.EqualTo(Of("other")));
        await firewall.DeleteAsync();
        await tag.DeleteAsync();
    }

    [Test]
    public async Task An_unknown_region_is_told_with_those_there_are()
    {
        var provider = await ProviderAsync("digitalocean", ("apiEndpoint", _server.Address.ToString()), ("token", "any"));
        var inputs = Map(("region", "xyz1"), ("size", "s-1vcpu-1gb"), ("image", "debian-12-x64"));
        var check = await provider.CheckAsync(new CheckRequest("urn::x", "digitalocean:index/droplet:Droplet", null, inputs), default);
        Assert.That(check.Failures.Single().Reason, Does.StartWith("unknown region 'xyz1'").And.Contain("ams3"));
    }

    [Test]
    public async Task A_lost_tailnet_key_is_cleared_away()
    {
        var provider = await ProviderAsync("tailscale", ("baseUrl", _server.Address.ToString()), ("apiKey", "any"));
        var key = new Life(provider, "tailscale:index/tailnetKey:TailnetKey", Map(("reusable", true), ("description", "for e3"), ("tags", new[] { "tag:e3" })));
        Assert.That((await key.CreateAsync())["key"], Is.InstanceOf<PropertyValue.Secret>());
        await key.AssertUnchangedAsync();
        Assert.That(await key.FindAsync(), Is.Null);
        Assert.That((await key.ReadAsync())!.Outputs["invalid"], Is.EqualTo(Of(true)));
    }

    private async Task<IProvider> ProviderAsync(string package, params (string, object?)[] settings)
    {
        var provider = BuiltInProviders.With(new ProviderServices(TimeProvider.System, _http, _ => null, _root))(package)!;
        await provider.ConfigureAsync(Map(settings), default);
        return provider;
    }

    private static PropertyMap Map(params (string Name, object? Value)[] entries) =>
        PropertyMap.From(entries.Select(entry => KeyValuePair.Create(entry.Name, Of(entry.Value))));

    private static PropertyValue Of(object? value) => value switch
    {
        string text => new PropertyValue.Text(text),
        bool truth => new PropertyValue.Bool(truth),
        int number => new PropertyValue.Number(number),
        PropertyMap map => new PropertyValue.Map(map),
        System.Collections.IEnumerable items => new PropertyValue.List([.. items.Cast<object?>().Select(Of)]),
        _ => throw new ArgumentException($"no property value for {value}"),
    };

    /// <summary>One resource from its creation to its end, as the engine would take it there.</summary>
    private sealed class Life(IProvider provider, string type, PropertyMap inputs) : IProgress<string>
    {
        private const string Urn = "urn:pulumi:test::e3::some:index/type:Type::thing";
        private PropertyMap _inputs = inputs;
        private PropertyMap _outputs = PropertyMap.Empty;

        public string Id { get; private set; } = "";

        public void Report(string value) => TestContext.Out.WriteLine(value);

        public async Task<PropertyMap> CreateAsync()
        {
            _inputs = await CheckAsync(_inputs);
            var created = await provider.CreateAsync(new CreateRequest(Urn, type, _inputs, null, this), default);
            (Id, _outputs) = (created.Id, created.Outputs);
            return _outputs;
        }

        public async Task<PropertyMap> UpdateAsync(params (string Name, object? Value)[] changes)
        {
            var now = await CheckAsync(changes.Aggregate(_inputs, (inputs, change) => inputs.With(change.Name, Of(change.Value))));
            var diff = await provider.DiffAsync(new DiffRequest(Urn, type, Id, _inputs, _outputs, now), default);
            Assert.That(diff.Detailed.Where(entry => entry.Value.Replaces), Is.Empty);
            _outputs = await provider.UpdateAsync(new UpdateRequest(Urn, type, Id, _inputs, _outputs, now, null, this), default);
            _inputs = now;
            return _outputs;
        }

        /// <summary>What is read is what was written, so that a refresh changes nothing, and it is found again.</summary>
        public async Task AssertUnchangedAsync()
        {
            var read = (await ReadAsync())!;
            Assert.That(read.Inputs, Is.EqualTo(_inputs));
            Assert.That(read.Outputs.Reveal(), Is.EqualTo(_outputs.Reveal()));
            if (!type.StartsWith("tailscale", StringComparison.Ordinal)) Assert.That((await FindAsync())!.Id, Is.EqualTo(Id));
        }

        public Task<ReadResult?> ReadAsync() => provider.ReadAsync(new ReadRequest(Urn, type, Id, _inputs, _outputs.Reveal()), default);

        public Task<ReadResult?> FindAsync() => provider.FindAsync(new FindRequest(Urn, type, _inputs, new HashSet<string>()), default);

        public async Task DeleteAsync()
        {
            await provider.DeleteAsync(new DeleteRequest(Urn, type, Id, _inputs, _outputs, null, this), default);
            Assert.That(await ReadAsync(), Is.Null);
        }

        private async Task<PropertyMap> CheckAsync(PropertyMap inputs)
        {
            var check = await provider.CheckAsync(new CheckRequest(Urn, type, null, inputs), default);
            Assert.That(check.Failures, Is.Empty);
            return check.Inputs;
        }
    }
}
