using E3.Engine.Properties;
using E3.Engine.Providers;
using static E3.LocalCloud.Tests.Providers.ProviderTests;

namespace E3.LocalCloud.Tests.Contract;

/// <summary>The package's functions.</summary>
public sealed class LookUpTests : ProviderTest
{
    [Test]
    public async Task Sizes_are_filtered_and_sorted_as_the_official_provider_does()
    {
        var found = await InvokeAsync(
            "getSizes",
            ("filters", new[]
            {
                Map(("key", "vcpus"), ("values", new[] { "1", "2" })),
                Map(("key", "regions"), ("values", new[] { "ams3", "nyc3" }), ("all", true)),
                Map(("key", "slug"), ("values", new[] { "^s-" }), ("matchBy", "re")),
            }),
            ("sorts", new[] { Map(("key", "vcpus"), ("direction", "desc")), Map(("key", "price_monthly")) }));
        Assert.That(Column(found, "sizes", "slug"), Is.EqualTo(new[] { "s-2vcpu-2gb", "s-2vcpu-4gb", "s-1vcpu-512mb-10gb", "s-1vcpu-1gb", "s-1vcpu-2gb" }));
        Assert.That(Text(found, "id"), Does.StartWith("sizes/"));
        Assert.That(Text(await InvokeAsync("getSizes"), "id"), Is.EqualTo(Text(found, "id")), "the id is that of all there are");
    }

    [Test]
    public async Task Regions_are_found_by_what_they_offer()
    {
        var found = await InvokeAsync("getRegions", ("filters", new[] { Map(("key", "name"), ("values", new[] { "York" }), ("matchBy", "substring")) }), ("sorts", new[] { Map(("key", "slug")) }));
        Assert.That(Column(found, "regions", "slug"), Is.EqualTo(new[] { "nyc1", "nyc2", "nyc3" }));
        var region = await InvokeAsync("getRegion", ("slug", "ams3"));
        Assert.That(Text(region, "name"), Is.EqualTo("Amsterdam 3"));
        Assert.That(((PropertyValue.List)region["sizes"]).Items, Is.Not.Empty);
        Assert.That(async () => await InvokeAsync("getRegion", ("slug", "mars1")), Throws.TypeOf<ProviderException>().With.Message.EqualTo("no region mars1 found"));
    }

    [Test]
    public async Task An_image_is_found_by_slug_id_and_name()
    {
        var image = await InvokeAsync("getImage", ("slug", "debian-12-x64"));
        Assert.That(await InvokeAsync("getImage", ("id", image["id"])), Is.EqualTo(image));
        var named = await InvokeAsync("getImage", ("name", "12 x64"), ("source", "distributions"));
        Assert.That(named.With("source", Of("user")), Is.EqualTo(image));
        Assert.That(image["private"], Is.EqualTo(Of(false)));
        Assert.That(async () => await InvokeAsync("getImage", ("name", "12 x64")), Throws.TypeOf<ProviderException>().With.Message.Contains("no image with name 12 x64"));
        Assert.That(async () => await InvokeAsync("getImage"), Throws.TypeOf<ProviderException>().With.Message.Contains("exactly one of id, name, slug"));
        var own = await InvokeAsync("getImages", ("filters", new[] { Map(("key", "private"), ("values", new[] { "true" })) }));
        Assert.That(Column(own, "images", "slug"), Is.EqualTo(new[] { "nixos-25-05-x64" }));
    }

    [Test]
    public async Task Droplets_are_found_by_id_name_and_tag()
    {
        var one = await DropletAsync(("name", "one"), ("tags", new[] { "x" }));
        var two = await DropletAsync(("name", "two"), ("size", "s-2vcpu-2gb"), ("tags", new[] { "x", "y" }));
        var found = await InvokeAsync("getDroplet", ("name", "two"));
        Assert.That(found["id"], Is.EqualTo(new PropertyValue.Number(double.Parse(two.Id, System.Globalization.CultureInfo.InvariantCulture))));
        Assert.That((await InvokeAsync("getDroplet", ("tag", "y"))).Without("tag"), Is.EqualTo(found));
        Assert.That(await InvokeAsync("getDroplet", ("id", two.Id)), Is.EqualTo(found));
        Assert.That(found["tags"], Is.EqualTo(Of(new[] { "x", "y" })), "the tag that only finds it again is not shown");
        Assert.That(async () => await InvokeAsync("getDroplet", ("tag", "x")), Throws.TypeOf<ProviderException>().With.Message.Contains("too many found: 2"));
        var listed = await InvokeAsync("getDroplets", ("filters", new[] { Map(("key", "tags"), ("values", new[] { "X" })) }), ("sorts", new[] { Map(("key", "memory"), ("direction", "desc")) }));
        Assert.That(Column(listed, "droplets", "name"), Is.EqualTo(new[] { "two", "one" }));
        Assert.That(Text(found, "ipv4Address"), Is.Not.EqualTo(Text(one.Outputs, "ipv4Address")));
    }

    [Test]
    public async Task What_is_in_the_account_is_found()
    {
        var key = (await WithNeedsAsync("SshKey"))[0];
        var tag = (await WithNeedsAsync("Tag"))[0];
        var vpc = (await WithNeedsAsync("Vpc"))[0];
        var volume = (await WithNeedsAsync("Volume"))[0];
        var ip = (await WithNeedsAsync("ReservedIp"))[0];
        var domain = (await WithNeedsAsync("Domain"))[0];
        var project = (await WithNeedsAsync("Project"))[0];
        Assert.That(await InvokeAsync("getSshKey", ("name", Text(key.Outputs, "name"))), Is.EqualTo(key.Outputs.With("id", new PropertyValue.Number(double.Parse(key.Id, System.Globalization.CultureInfo.InvariantCulture)))));
        Assert.That(Column(await InvokeAsync("getSshKeys"), "sshKeys", "name"), Is.EqualTo(new[] { Text(key.Outputs, "name") }));
        Assert.That(await InvokeAsync("getTag", ("name", tag.Id)), Is.EqualTo(tag.Outputs));
        Assert.That(Column(await InvokeAsync("getTags"), "tags", "name"), Is.EqualTo(new[] { tag.Id }));
        Assert.That(Text(await InvokeAsync("getVpc", ("id", vpc.Id)), "urn"), Is.EqualTo(Text(vpc.Outputs, "vpcUrn")));
        Assert.That((await InvokeAsync("getVpc", ("region", "ams3")))["default"], Is.EqualTo(Of(true)));
        Assert.That(Text(await InvokeAsync("getVolume", ("name", Text(volume.Outputs, "name"))), "id"), Is.EqualTo(volume.Id));
        Assert.That((await InvokeAsync("getReservedIp", ("ipAddress", ip.Id)))["dropletId"], Is.EqualTo(Of(0)));
        Assert.That(Text(await InvokeAsync("getDomain", ("name", domain.Id)), "zoneFile"), Does.Contain("$ORIGIN example.com."));
        Assert.That(Text(await InvokeAsync("getProject", ("name", Text(project.Outputs, "name"))), "id"), Is.EqualTo(project.Id));
        Assert.That((await InvokeAsync("getProject"))["isDefault"], Is.EqualTo(Of(true)));
        Assert.That((await InvokeAsync("getAccount"))["dropletLimit"], Is.EqualTo(Of(100)));
        Assert.That(Traffic.Violations, Is.Empty);
    }

    [Test]
    public async Task Domains_and_records_are_found_as_the_API_has_them()
    {
        var record = (await WithNeedsAsync("DnsRecord"))[^1];
        await MakeAsync("Domain", ("name", "example.org"));
        await MakeAsync("DnsRecord", ("domain", "example.com"), ("type", "MX"), ("name", "@"), ("value", "mail.example.org."), ("priority", 10));
        var domains = await InvokeAsync("getDomains", ("filters", new[] { Map(("key", "name"), ("values", new[] { "com" }), ("matchBy", "substring")) }));
        Assert.That(Column(domains, "domains", "urn"), Is.EqualTo(new[] { "do:domain:example.com" }));
        var found = await InvokeAsync("getRecord", ("domain", "example.com"), ("name", "www"));
        Assert.That((Text(found, "id"), Text(found, "type"), Text(found, "domain")), Is.EqualTo((record.Id, "CNAME", "example.com")));
        Assert.That(Text(found, "data"), Is.EqualTo("host.example.org"), "without the dot that the resource has behind it");
        Assert.That(found["ttl"], Is.EqualTo(Of(1800)));
        var listed = await InvokeAsync(
            "getRecords", ("domain", "example.com"), ("filters", new[] { Map(("key", "type"), ("values", new[] { "MX", "CNAME" })) }), ("sorts", new[] { Map(("key", "priority"), ("direction", "desc")) }));
        Assert.That(Column(listed, "records", "value"), Is.EqualTo(new[] { "mail.example.org", "host.example.org" }));
        Assert.That(Column(listed, "records", "domain"), Is.EqualTo(new[] { "example.com", "example.com" }));
        Assert.That(async () => await InvokeAsync("getRecord", ("domain", "example.com"), ("name", "nothing")), Throws.TypeOf<ProviderException>().With.Message.EqualTo("no record with name nothing of domain example.com found"));
        Assert.That(async () => await InvokeAsync("getRecords", ("domain", "example.net")), Throws.TypeOf<ProviderException>().With.Message.EqualTo("no domain example.net found"));
        Assert.That(Traffic.Violations, Is.Empty);
    }

    [Test]
    public async Task Projects_and_a_firewall_are_found_with_what_is_in_them()
    {
        var resources = (await WithNeedsAsync("ProjectResources"))[^1];
        var projects = await InvokeAsync("getProjects", ("filters", new[] { Map(("key", "environment"), ("values", new[] { "staging" })) }));
        Assert.That(Column(projects, "projects", "id"), Is.EqualTo(new[] { resources.Id }));
        var project = ((PropertyValue.Map)((PropertyValue.List)projects["projects"]).Items[0]).Properties;
        Assert.That(project["resources"], Is.EqualTo(resources.Outputs["resources"]));
        Assert.That(project, Is.EqualTo(await InvokeAsync("getProject", ("id", resources.Id))));
        var firewall = (await WithNeedsAsync("Firewall"))[0];
        var found = await InvokeAsync("getFirewall", ("firewallId", firewall.Id));
        Assert.That(found.Without("firewallId"), Is.EqualTo(firewall.Outputs));
        Assert.That(
            async () => await InvokeAsync("getFirewall", ("firewallId", "bb4b2611-3d72-467b-8602-280330ecd65c")),
            Throws.TypeOf<ProviderException>().With.Message.EqualTo("no firewall with id bb4b2611-3d72-467b-8602-280330ecd65c found"));
        Assert.That(Traffic.Violations, Is.Empty);
    }

    [Test]
    public void A_mistake_in_a_filter_and_a_function_that_is_not_there_are_named()
    {
        Assert.That(
            async () => await InvokeAsync("getSizes", ("filters", new[] { Map(("key", "cpus"), ("values", new[] { "1" })) })),
            Throws.TypeOf<ProviderException>().With.Message.Contains("filters[0].key must be one of").And.Message.Contains("vcpus"));
        Assert.That(async () => await InvokeAsync("getSize"), Throws.TypeOf<ProviderException>().With.Message.Contains("did you mean"));
    }

    private static string[] Column(PropertyMap found, string list, string name) =>
        [.. ((PropertyValue.List)found[list]).Items.Cast<PropertyValue.Map>().Select(item => Text(item.Properties, name))];

    private Task<PropertyMap> InvokeAsync(string function, params (string, object?)[] arguments) =>
        Provider.InvokeAsync($"digitalocean:index/{function}:{function}", Map(arguments), default);
}
