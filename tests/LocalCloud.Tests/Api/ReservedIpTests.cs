namespace E3.LocalCloud.Tests.Api;

public sealed class ReservedIpTests : ApiTest
{
    internal override CloudSettings Settings(string root) => new() { Root = root, Port = 0, WithHosts = false, ReservedIpLimit = 2 };

    [Test]
    public async Task An_address_goes_from_droplet_to_droplet_and_stays_when_one_goes()
    {
        var one = await DropletAsync();
        var ip = (await OkAsync("POST", "/v2/reserved_ips", """{"region":"ams3"}"""))["reserved_ip"]!["ip"]!.GetValue<string>();
        await ActAsync(ip, $$"""{"type":"assign","droplet_id":{{one}}}""");
        Assert.That(await DropletOfAsync(ip), Is.EqualTo(one));
        var two = await DropletAsync("two");
        await ActAsync(ip, $$"""{"type":"assign","droplet_id":{{two}}}""");
        Assert.That(await DropletOfAsync(ip), Is.EqualTo(two));
        await OkAsync("DELETE", $"/v2/droplets/{two}");
        Assert.That(await DropletOfAsync(ip), Is.Null);
        await RefusedAsync(422, "unprocessable_entity", "POST", $"/v2/reserved_ips/{ip}/actions", """{"type":"unassign"}""");
        await OkAsync("DELETE", $"/v2/reserved_ips/{ip}");
        await RefusedAsync(404, "not_found", "GET", $"/v2/reserved_ips/{ip}");
    }

    [Test]
    public async Task An_address_made_for_a_droplet_is_of_its_region()
    {
        var droplet = await DropletAsync();
        var made = await OkAsync("POST", "/v2/reserved_ips", $$"""{"droplet_id":{{droplet}}}""");
        Assert.That(made["links"]!["actions"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That(made["reserved_ip"]!["region"]!["slug"]!.GetValue<string>(), Is.EqualTo("ams3"));
        await DrainAsync();
        var ip = made["reserved_ip"]!["ip"]!.GetValue<string>();
        var action = (await OkAsync("GET", $"/v2/reserved_ips/{ip}/actions"))["actions"]!.AsArray().Single()!;
        Assert.That((action["status"]!.GetValue<string>(), action["resource_type"]!.GetValue<string>()), Is.EqualTo(("completed", "reserved_ip")));
    }

    [Test]
    public async Task Another_regions_droplet_cannot_have_it_and_the_limit_is_told()
    {
        var droplet = await DropletAsync();
        var ip = (await OkAsync("POST", "/v2/reserved_ips", """{"region":"nyc3"}"""))["reserved_ip"]!["ip"];
        Assert.That(
            await RefusedAsync(422, "unprocessable_entity", "POST", $"/v2/reserved_ips/{ip}/actions", $$"""{"type":"assign","droplet_id":{{droplet}}}"""),
            Does.Contain("same region"));
        await RefusedAsync(422, "unprocessable_entity", "POST", "/v2/reserved_ips", "{}");
        await OkAsync("POST", "/v2/reserved_ips", """{"region":"nyc3"}""");
        Assert.That(await RefusedAsync(422, "unprocessable_entity", "POST", "/v2/reserved_ips", """{"region":"nyc3"}"""), Does.Contain("limit"));
    }

    private async Task ActAsync(string ip, string body)
    {
        await OkAsync("POST", $"/v2/reserved_ips/{ip}/actions", body);
        await DrainAsync();
    }

    private async Task<long?> DropletOfAsync(string ip) => (await OkAsync("GET", $"/v2/reserved_ips/{ip}"))["reserved_ip"]!["droplet"]?["id"]!.GetValue<long>();
}
