using E3.Engine.Properties;
using E3.Engine.Providers;
using E3.LocalCloud.Tests.Api;
using E3.LocalCloud.Tests.Providers;
using static E3.LocalCloud.Tests.Providers.ProviderTests;

namespace E3.LocalCloud.Tests.Contract;

/// <summary>The embedded engine's DigitalOcean provider in front of the local cloud's own API.</summary>
public abstract class ProviderTest : ApiTest
{
    private const string PublicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEcDIbuJLSPBopojMJUwXjo0uVX+s4gvGOYE26f1fHZh someone";

    internal CheckedTraffic Traffic { get; private set; } = null!;

    internal IProvider Provider { get; private set; } = null!;

    internal ImageServer Images { get; private set; } = null!;

    [SetUp]
    public async Task Connect()
    {
        Traffic = new CheckedTraffic(OpenApi.Find());
        Images = await ImageServer.StartAsync();
        Provider = BuiltInProviders.With(new ProviderServices(TimeProvider.System, Traffic, _ => null, Path.GetTempPath()))("digitalocean")!;
        await Provider.ConfigureAsync(Map(("apiEndpoint", Client.BaseAddress!.ToString()), ("token", "any"), ("httpRetryWaitMin", "0.01")), default);
    }

    [TearDown]
    public async Task Disconnect()
    {
        Traffic.Dispose();
        await Images.DisposeAsync();
    }

    internal static string TypeOf(string kind) => $"digitalocean:index/{char.ToLowerInvariant(kind[0])}{kind[1..]}:{kind}";

    internal static string Text(PropertyMap map, string name) => ((PropertyValue.Text)map[name]).Value;

    internal Task<ResourceLife> MakeAsync(string kind, params (string Name, object? Value)[] inputs) => new ResourceLife(Provider, TypeOf(kind), Map(inputs)).CreateAsync();

    internal Task<ResourceLife> DropletAsync(params (string Name, object? Value)[] more) =>
        MakeAsync("Droplet", [("image", "debian-12-x64"), ("size", "s-1vcpu-1gb"), ("region", "ams3"), .. more]);

    /// <summary>One of a kind with all that it needs, made in order; it is the last.</summary>
    internal async Task<List<ResourceLife>> WithNeedsAsync(string kind)
    {
        List<ResourceLife> made = [];
        switch (kind)
        {
            case "SshKey":
                made.Add(await MakeAsync(kind, ("publicKey", PublicKey)));
                break;
            case "Tag":
                made.Add(await MakeAsync(kind));
                break;
            case "Vpc":
                made.Add(await MakeAsync(kind, ("region", "ams3"), ("ipRange", "10.10.0.0/24"), ("description", "d")));
                break;
            case "Droplet":
                made.Add(await DropletAsync(("tags", new[] { "x" }), ("userData", "#cloud-config")));
                break;
            case "CustomImage":
                made.Add(await MakeAsync(kind, ("url", Images.Url("2000")), ("regions", new[] { "nyc3", "ams3" }), ("description", "d"), ("tags", new[] { "x" })));
                break;
            case "Firewall":
                made.Add(await MakeAsync(kind, ("inboundRules", new[] { Map(("protocol", "tcp"), ("portRange", "22"), ("sourceAddresses", new[] { "0.0.0.0/0" })) })));
                break;
            case "Volume":
                made.Add(await MakeAsync(kind, ("region", "ams3"), ("size", 10), ("description", "d"), ("initialFilesystemType", "ext4")));
                break;
            case "VolumeAttachment":
                made.AddRange([await DropletAsync(), .. await WithNeedsAsync("Volume")]);
                made.Add(await MakeAsync(kind, ("dropletId", made[0].Id), ("volumeId", made[1].Id)));
                break;
            case "ReservedIp":
                made.Add(await MakeAsync(kind, ("region", "ams3")));
                break;
            case "ReservedIpAssignment":
                made.AddRange([await DropletAsync(), .. await WithNeedsAsync("ReservedIp")]);
                made.Add(await MakeAsync(kind, ("dropletId", made[0].Id), ("ipAddress", made[1].Id)));
                break;
            case "Domain":
                made.Add(await MakeAsync(kind, ("name", "example.com"), ("ipAddress", "198.51.100.7")));
                break;
            case "DnsRecord":
                made.AddRange(await WithNeedsAsync("Domain"));
                made.Add(await MakeAsync(kind, ("domain", "example.com"), ("type", "CNAME"), ("name", "www"), ("value", "host.example.org.")));
                break;
            case "Project":
                made.Add(await MakeAsync(kind, ("environment", "staging"), ("purpose", "measuring")));
                break;
            case "ProjectResources":
                made.AddRange([.. await WithNeedsAsync("Project"), await DropletAsync()]);
                made.Add(await MakeAsync(kind, ("project", made[0].Id), ("resources", new[] { $"do:droplet:{made[1].Id}" })));
                break;
            default:
                throw new ArgumentException(kind);
        }

        return made;
    }
}
