using E3.Engine.Properties;
using E3.Engine.Providers;

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
        var own = (await WithNeedsAsync("CustomImage"))[0];
        var listed = await InvokeAsync("getImages", ("filters", new[] { Map(("key", "private"), ("values", new[] { "true" })) }));
        Assert.That(Column(listed, "images", "name"), Is.EqualTo(new[] { Text(own.Outputs, "name") }));
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
