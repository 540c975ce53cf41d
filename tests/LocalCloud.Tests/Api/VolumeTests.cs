using System.Text.Json.Nodes;

namespace E3.LocalCloud.Tests.Api;

public sealed class VolumeTests : ApiTest
{
    internal override CloudSettings Settings(string root) => new() { Root = root, Port = 0, WithHosts = false, VolumeLimit = 2 };

    [Test]
    public async Task A_volume_is_attached_to_one_droplet_at_a_time()
    {
        var droplet = await DropletAsync();
        var other = await DropletAsync("two");
        var volume = await VolumeAsync("data");
        await ActAsync(volume, $$"""{"type":"attach","droplet_id":{{droplet}}}""");
        Assert.That((await OkAsync("GET", $"/v2/droplets/{droplet}"))["droplet"]!["volume_ids"]!.ToJsonString(), Is.EqualTo($"[\"{volume}\"]"));
        Assert.That((await OkAsync("GET", $"/v2/volumes/{volume}"))["volume"]!["droplet_ids"]!.ToJsonString(), Is.EqualTo($"[{droplet}]"));
        await RefusedAsync(422, "unprocessable_entity", "POST", $"/v2/volumes/{volume}/actions", $$"""{"type":"attach","droplet_id":{{other}}}""");
        await RefusedAsync(422, "unprocessable_entity", "POST", $"/v2/volumes/{volume}/actions", $$"""{"type":"detach","droplet_id":{{other}}}""");
        Assert.That(await RefusedAsync(409, "conflict", "DELETE", $"/v2/volumes/{volume}"), Does.Contain("attached to a Droplet"));
        await ActAsync(volume, $$"""{"type":"detach","droplet_id":{{droplet}}}""");
        await OkAsync("DELETE", $"/v2/volumes/{volume}");
    }

    [Test]
    public async Task A_droplet_is_made_with_volumes_and_leaves_them_when_it_goes()
    {
        var volume = await VolumeAsync("data");
        var body = $$"""{"name":"h","region":"ams3","size":"s-1vcpu-1gb","image":"debian-12-x64","volumes":["{{volume}}"]}""";
        var droplet = (await OkAsync("POST", "/v2/droplets", body))["droplet"]!;
        Assert.That(droplet["volume_ids"]!.ToJsonString(), Is.EqualTo($"[\"{volume}\"]"));
        await DrainAsync();
        await RefusedAsync(422, "unprocessable_entity", "POST", "/v2/droplets", body);
        await OkAsync("DELETE", $"/v2/droplets/{droplet["id"]}");
        Assert.That((await OkAsync("GET", $"/v2/volumes/{volume}"))["volume"]!["droplet_ids"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task A_volume_grows_and_never_shrinks()
    {
        var volume = await VolumeAsync("data");
        await ActAsync(volume, """{"type":"resize","size_gigabytes":20,"region":"ams3"}""");
        Assert.That((await OkAsync("GET", $"/v2/volumes/{volume}"))["volume"]!["size_gigabytes"]!.GetValue<int>(), Is.EqualTo(20));
        await RefusedAsync(422, "unprocessable_entity", "POST", $"/v2/volumes/{volume}/actions", """{"type":"resize","size_gigabytes":10}""");
        var actions = (await OkAsync("GET", $"/v2/volumes/{volume}/actions"))["actions"]!.AsArray();
        Assert.That(actions.Single()!["status"]!.GetValue<string>(), Is.EqualTo("completed"));
    }

    [Test]
    public async Task Names_are_unique_in_a_region_and_the_limit_is_the_accounts()
    {
        await VolumeAsync("data");
        Assert.That(await RefusedAsync(409, "conflict", "POST", "/v2/volumes", Body("data")), Is.EqualTo("already exists"));
        await OkAsync("POST", "/v2/volumes", Body("data", "nyc3"));
        Assert.That(await RefusedAsync(422, "unprocessable_entity", "POST", "/v2/volumes", Body("more")), Does.Contain("volume limit"));
        Assert.That((await OkAsync("GET", "/v2/volumes?name=data&region=nyc3"))["volumes"]!.AsArray(), Has.Count.EqualTo(1));
        await OkAsync("DELETE", "/v2/volumes?name=data&region=nyc3");
    }

    [TestCase("Data", "ams3", 1, "name")]
    [TestCase("data", "mars1", 1, "region")]
    [TestCase("data", "ams3", 0, "size_gigabytes")]
    public async Task A_mistake_is_named(string name, string region, int size, string says) =>
        Assert.That(await RefusedAsync(422, "unprocessable_entity", "POST", "/v2/volumes", Body(name, region, size)), Does.Contain(says));

    [Test]
    public async Task A_volume_in_another_region_cannot_be_attached()
    {
        var volume = await VolumeAsync("data", "nyc3");
        var droplet = await DropletAsync();
        var says = await RefusedAsync(422, "unprocessable_entity", "POST", $"/v2/volumes/{volume}/actions", $$"""{"type":"attach","droplet_id":{{droplet}}}""");
        Assert.That(says, Does.Contain("same region"));
    }

    [Test]
    public async Task Tags_hold_volumes_too()
    {
        var volume = await VolumeAsync("data");
        await OkAsync("POST", "/v2/tags", """{"name":"t"}""");
        await OkAsync("POST", "/v2/tags/t/resources", $$"""{"resources":[{"resource_id":"{{volume}}","resource_type":"volume"}]}""");
        Assert.That((await OkAsync("GET", "/v2/tags/t"))["tag"]!["resources"]!["volumes"]!["count"]!.GetValue<int>(), Is.EqualTo(1));
        await OkAsync("DELETE", "/v2/tags/t");
        Assert.That((await OkAsync("GET", $"/v2/volumes/{volume}"))["volume"]!["tags"]!.AsArray(), Is.Empty);
    }

    private static string Body(string name, string region = "ams3", int size = 10) =>
        new JsonObject { ["name"] = name, ["region"] = region, ["size_gigabytes"] = size }.ToJsonString();

    private async Task<string> VolumeAsync(string name, string region = "ams3") =>
        (await OkAsync("POST", "/v2/volumes", Body(name, region)))["volume"]!["id"]!.GetValue<string>();

    private async Task ActAsync(string volume, string body)
    {
        await OkAsync("POST", $"/v2/volumes/{volume}/actions", body);
        await DrainAsync();
    }
}
