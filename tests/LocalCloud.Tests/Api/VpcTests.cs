using System.Net;

namespace E3.LocalCloud.Tests.Api;

public sealed class VpcTests : ApiTest
{
    [Test]
    public async Task Each_region_has_a_default_VPC_that_droplets_come_to_and_that_stays()
    {
        var all = (await OkAsync("GET", "/v2/vpcs?per_page=100"))["vpcs"]!.AsArray();
        Assert.That(all.Select(vpc => vpc!["default"]!.GetValue<bool>()), Is.All.True);
        Assert.That(all.Select(vpc => vpc!["region"]!.GetValue<string>()), Is.Unique.And.Contains("ams3"));
        var own = all.Single(vpc => vpc!["region"]!.GetValue<string>() == "ams3")!;
        var droplet = (await OkAsync("GET", $"/v2/droplets/{await DropletAsync()}"))["droplet"]!;
        Assert.That(droplet["vpc_uuid"]!.GetValue<string>(), Is.EqualTo(own["id"]!.GetValue<string>()));
        await RefusedAsync(403, "forbidden", "DELETE", $"/v2/vpcs/{own["id"]}");
        await RestartAsync();
        Assert.That((await OkAsync("GET", "/v2/vpcs?per_page=100"))["vpcs"]!.ToJsonString(), Is.EqualTo(all.ToJsonString()));
    }

    [Test]
    public async Task Droplets_of_a_VPC_have_addresses_of_its_range_and_keep_it_from_being_deleted()
    {
        var vpc = (await OkAsync("POST", "/v2/vpcs", """{"name":"v","region":"ams3","ip_range":"10.10.10.0/28","description":"d"}"""))["vpc"]!;
        Assert.That(vpc["urn"]!.GetValue<string>(), Is.EqualTo($"do:vpc:{vpc["id"]}"));
        var ids = new List<string>();
        foreach (var name in new[] { "a", "b" })
        {
            var body = $$"""{"name":"{{name}}","region":"ams3","size":"s-1vcpu-1gb","image":"debian-12-x64","vpc_uuid":"{{vpc["id"]}}"}""";
            ids.Add((await OkAsync("POST", "/v2/droplets", body))["droplet"]!["id"]!.ToString());
        }

        await DrainAsync();
        var addresses = new List<string>();
        foreach (var id in ids)
        {
            var networks = (await OkAsync("GET", $"/v2/droplets/{id}"))["droplet"]!["networks"]!["v4"]!.AsArray();
            addresses.Add(networks.Single(network => network!["type"]!.GetValue<string>() == "private")!["ip_address"]!.GetValue<string>());
        }

        Assert.That(addresses, Is.EqualTo(new[] { "10.10.10.2", "10.10.10.3" }));
        var members = (await OkAsync("GET", $"/v2/vpcs/{vpc["id"]}/members"))["members"]!.AsArray();
        Assert.That(members.Select(member => member!["urn"]!.GetValue<string>()), Is.EqualTo(ids.Select(id => $"do:droplet:{id}")));
        Assert.That(await RefusedAsync(409, "conflict", "DELETE", $"/v2/vpcs/{vpc["id"]}"), Is.EqualTo("Can not delete VPC with members"));
        foreach (var id in ids)
            await OkAsync("DELETE", $"/v2/droplets/{id}");
        await DrainAsync();
        await OkAsync("DELETE", $"/v2/vpcs/{vpc["id"]}");
        await RefusedAsync(404, "not_found", "GET", $"/v2/vpcs/{vpc["id"]}");
    }

    [TestCase("""{"name":"a b","region":"ams3"}""", "name")]
    [TestCase("""{"name":"v","region":"mars1"}""", "region")]
    [TestCase("""{"name":"v","region":"ams3","ip_range":"ten/24"}""", "ten/24")]
    [TestCase("""{"name":"v","region":"ams3","ip_range":"10.10.10.0/29"}""", "no smaller than /28")]
    [TestCase("""{"name":"v","region":"ams3","ip_range":"8.8.8.0/24"}""", "RFC 1918")]
    [TestCase("""{"name":"v","region":"ams3","ip_range":"10.244.0.0/20"}""", "reserved")]
    [TestCase("""{"name":"v","region":"ams3","ip_range":"10.100.0.0/24"}""", "overlaps with another VPC network in your account: default-ams3")]
    [TestCase("""{"name":"default-ams3","region":"ams3"}""", "already exists")]
    public async Task A_mistake_is_named(string body, string says) =>
        Assert.That(await RefusedAsync(422, "unprocessable_entity", "POST", "/v2/vpcs", body), Does.Contain(says));

    [Test]
    public async Task Ranges_that_nobody_asked_for_do_not_overlap()
    {
        var ranges = new List<IPNetwork>();
        for (var i = 0; i < 5; i++)
            ranges.Add(IPNetwork.Parse((await OkAsync("POST", "/v2/vpcs", $$"""{"name":"v{{i}}","region":"nyc3"}"""))["vpc"]!["ip_range"]!.GetValue<string>()));
        Assert.That(ranges, Is.Unique);
        Assert.That(ranges.Select(range => range.PrefixLength), Is.All.EqualTo(20));
    }

    [Test]
    public async Task Another_VPC_can_become_the_default()
    {
        var id = (await OkAsync("POST", "/v2/vpcs", """{"name":"v","region":"ams3"}"""))["vpc"]!["id"]!;
        await OkAsync("PATCH", $"/v2/vpcs/{id}", """{"default":true}""");
        var all = (await OkAsync("GET", "/v2/vpcs?per_page=100"))["vpcs"]!.AsArray().Where(vpc => vpc!["region"]!.GetValue<string>() == "ams3");
        Assert.That(all.Single(vpc => vpc!["default"]!.GetValue<bool>())!["id"]!.ToString(), Is.EqualTo(id.ToString()));
        Assert.That(all.Count(), Is.EqualTo(2));
    }
}
