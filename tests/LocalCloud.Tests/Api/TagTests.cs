namespace E3.LocalCloud.Tests.Api;

public sealed class TagTests : ApiTest
{
    [Test]
    public async Task A_droplet_makes_its_tags_and_they_count_it()
    {
        var id = await DropletAsync(tags: """["alpha"]""");
        var tag = (await OkAsync("GET", "/v2/tags/ALPHA"))["tag"]!;
        Assert.That(tag["name"]!.GetValue<string>(), Is.EqualTo("alpha"), "the first spelling stays");
        Assert.That(tag["resources"]!["droplets"]!["count"]!.GetValue<int>(), Is.EqualTo(1));
        Assert.That(tag["resources"]!["last_tagged_uri"]!.GetValue<string>(), Does.EndWith($"/v2/droplets/{id}"));
    }

    [Test]
    public async Task Tags_are_put_on_and_taken_off_and_a_deleted_one_is_nowhere()
    {
        var id = await DropletAsync();
        await OkAsync("POST", "/v2/tags", """{"name":"beta"}""");
        await OkAsync("POST", "/v2/tags", """{"name":"beta"}""");
        var droplet = $$"""{"resources":[{"resource_id":"{{id}}","resource_type":"droplet"}]}""";
        await OkAsync("POST", "/v2/tags/beta/resources", droplet);
        Assert.That(await TagsAsync(id), Is.EqualTo(new[] { "beta" }));
        await OkAsync("DELETE", "/v2/tags/beta/resources", droplet);
        Assert.That(await TagsAsync(id), Is.Empty);
        await OkAsync("POST", "/v2/tags/beta/resources", droplet);
        await OkAsync("DELETE", "/v2/tags/beta");
        Assert.That(await TagsAsync(id), Is.Empty);
        await RefusedAsync(404, "not_found", "POST", "/v2/tags/beta/resources", droplet);
    }

    [Test]
    public async Task A_name_with_other_characters_is_refused() =>
        await RefusedAsync(422, "unprocessable_entity", "POST", "/v2/tags", """{"name":"a b"}""");

    private async Task<string[]> TagsAsync(long id) =>
        [.. (await OkAsync("GET", $"/v2/droplets/{id}"))["droplet"]!["tags"]!.AsArray().Select(tag => tag!.GetValue<string>())];
}
