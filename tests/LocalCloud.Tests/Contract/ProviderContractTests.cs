using System.Text.Json.Nodes;
using E3.Engine.Properties;
using E3.Engine.Providers;
using E3.LocalCloud.Tests.Providers;
using static E3.LocalCloud.Tests.Providers.ProviderTests;

namespace E3.LocalCloud.Tests.Contract;

/// <summary>Every kind of resource from its making to an account as empty as before, each request and answer as DigitalOcean publishes it.</summary>
public sealed class ProviderContractTests : ProviderTest
{
    private static readonly string[] Lists =
    [
        "droplets", "images", "account/keys", "tags", "firewalls", "vpcs", "volumes", "reserved_ips", "domains", "projects", "projects/default/resources",
    ];

    private static IEnumerable<TestCaseData> Kinds =>
    [
        Case("SshKey", ("name", "other")),
        Case("Tag"),
        Case("Vpc", ("name", "other"), ("description", "e")),
        Case(
            "Droplet", ("name", "other"), ("size", "s-2vcpu-2gb"), ("tags", new[] { "y" }), ("ipv6", true), ("backups", true),
            ("backupPolicy", Map(("plan", "weekly"), ("weekday", "SUN"), ("hour", 4)))),
        Case(
            "CustomImage", ("name", "other"), ("tags", new[] { "y" }), ("regions", new[] { "ams3", "nyc3", "fra1" }), ("distribution", "Debian"),
            ("description", PropertyValue.Null.Value)),
        Case("Firewall", ("outboundRules", new[] { Map(("protocol", "icmp"), ("destinationAddresses", new[] { "::/0" })) })),
        Case("Volume", ("size", 20), ("tags", new[] { "y" })),
        Case("VolumeAttachment"),
        Case("ReservedIp"),
        Case("ReservedIpAssignment"),
        Case("Domain"),
        Case("DnsRecord", ("ttl", 60), ("value", "@")),
        Case("Project", ("name", "other"), ("description", "e"), ("environment", "production"), ("purpose", "IoT"), ("isDefault", false)),
        Case("ProjectResources", ("resources", Array.Empty<string>())),
    ];

    [SetUp]
    public void Find()
    {
        if (OpenApi.Find() is null)
            Assert.Ignore("digitalocean-openapi.json is not beside this checkout (../shared/data): requests and answers are not checked against it");
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task A_resource_lives_its_whole_life(string kind, object changes)
    {
        var before = await AccountAsync();
        var made = await WithNeedsAsync(kind);
        var it = made[^1];
        await it.AssertUnchangedAsync();
        if (((PropertyMap)changes).Count > 0)
        {
            await it.UpdateAsync((PropertyMap)changes);
            await it.AssertUnchangedAsync();
        }

        // Nobody can ask where an image came from.
        if (kind != "CustomImage")
            await it.AssertImportableAsync(ImportId(it));
        foreach (var life in made.AsEnumerable().Reverse())
        {
            await life.DeleteAsync();
            await life.DeleteAsync();
        }

        Assert.That(await it.ReadAsync(), Is.Null);
        // Droplets and volumes made these; at DigitalOcean, too, they stay.
        foreach (var tag in new[] { "x", "y" })
            await SendAsync("DELETE", $"/v2/tags/{tag}");
        Assert.That(await AccountAsync(), Is.EqualTo(before));
        Assert.That(Traffic.Violations, Is.Empty);
    }

    [Test]
    public async Task A_droplet_takes_every_input()
    {
        var vpc = await MakeAsync("Vpc", ("region", "ams3"), ("ipRange", "10.10.0.0/24"));
        var volume = (await WithNeedsAsync("Volume"))[0];
        var key = (await WithNeedsAsync("SshKey"))[0];
        var droplet = await DropletAsync(
            ("vpcUuid", vpc.Id), ("volumeIds", new[] { volume.Id }), ("sshKeys", new[] { key.Id }), ("tags", new[] { "x" }), ("monitoring", true), ("ipv6", true),
            ("backups", true), ("backupPolicy", Map(("plan", "daily"), ("hour", 8))), ("gracefulShutdown", true), ("dropletAgent", false), ("resizeDisk", false),
            ("userData", "#cloud-config"));
        Assert.That(Text(droplet.Outputs, "vpcUuid"), Is.EqualTo(vpc.Id));
        Assert.That(Text(droplet.Outputs, "ipv4AddressPrivate"), Is.EqualTo("10.10.0.2"));
        Assert.That(Text(droplet.Outputs, "ipv6Address"), Does.StartWith("2001:db8:"));
        Assert.That(droplet.Outputs["volumeIds"], Is.EqualTo(Of(new[] { volume.Id })));
        await droplet.AssertUnchangedAsync();
        await droplet.UpdateAsync(Map(("volumeIds", Array.Empty<string>()), ("size", "s-1vcpu-2gb"), ("backups", false), ("backupPolicy", PropertyValue.Null.Value)));
        Assert.That(droplet.Outputs["volumeIds"], Is.EqualTo(Of(Array.Empty<string>())));
        Assert.That(droplet.Outputs["disk"], Is.EqualTo(Of(25)), "resizeDisk is false");
        await droplet.UpdateAsync(Map(("volumeIds", new[] { volume.Id })));
        foreach (var life in new[] { droplet, key, volume, vpc })
            await life.DeleteAsync();
        Assert.That(Traffic.Violations, Is.Empty);
    }

    [Test]
    public async Task A_VPC_is_deleted_once_its_last_droplet_is_gone_and_a_default_one_says_why_not()
    {
        var vpc = await MakeAsync("Vpc", ("region", "ams3"));
        var droplet = await DropletAsync(("vpcUuid", vpc.Id));
        var deleting = vpc.DeleteAsync();
        await droplet.DeleteAsync();
        await deleting;
        var main = (await OkAsync("GET", "/v2/vpcs"))["vpcs"]![0]!["id"]!.GetValue<string>();
        var request = new DeleteRequest("urn:pulumi:test::e3::x::y", TypeOf("Vpc"), main, PropertyMap.Empty, PropertyMap.Empty, null, vpc);
        Assert.That(
            async () => await Provider.DeleteAsync(request, default),
            Throws.TypeOf<ProviderException>().With.Message.Contains("default VPC").And.Message.Contains("Make another VPC"));
    }

    private static TestCaseData Case(string kind, params (string, object?)[] changes) => new TestCaseData(kind, Map(changes)).SetArgDisplayNames(kind);

    private static string ImportId(ResourceLife life) => life.Kind switch
    {
        "DnsRecord" => $"example.com,{life.Id}",
        "VolumeAttachment" or "ReservedIpAssignment" => string.Join(',', PairOf(life)),
        _ => life.Id,
    };

    private static string[] PairOf(ResourceLife life) =>
        [Text(life.Outputs, life.Kind == "VolumeAttachment" ? "volumeId" : "ipAddress"), ((PropertyValue.Number)life.Outputs["dropletId"]).Value.ToString("0", System.Globalization.CultureInfo.InvariantCulture)];

    // All that can be in an account, kind by kind.
    private async Task<string> AccountAsync()
    {
        await DrainAsync();
        var all = new JsonObject();
        foreach (var list in Lists)
        {
            var page = (await OkAsync("GET", $"/v2/{list}?per_page=200")).AsObject();
            all[list] = page.First(member => member.Value is JsonArray).Value!.DeepClone();
        }

        return all.ToJsonString();
    }
}
