namespace E3.LocalCloud.Tests.Api;

public sealed class ProjectTests : ApiTest
{
    [Test]
    public async Task What_is_put_nowhere_is_in_the_default_project()
    {
        var droplet = await DropletAsync();
        Assert.That(await UrnsAsync("default"), Is.EqualTo(new[] { $"do:droplet:{droplet}" }));
        var project = await MakeAsync("p");
        var answer = (await OkAsync("POST", $"/v2/projects/{project}/resources", $$"""{"resources":["do:droplet:{{droplet}}","do:droplet:1"]}"""))["resources"]!.AsArray();
        Assert.That(answer.Select(resource => resource!["status"]!.GetValue<string>()), Is.EqualTo(new[] { "assigned", "not_found" }));
        Assert.That(await UrnsAsync("default"), Is.Empty);
        Assert.That(await UrnsAsync(project), Is.EqualTo(new[] { $"do:droplet:{droplet}" }));
        Assert.That(await RefusedAsync(412, "precondition_failed", "DELETE", $"/v2/projects/{project}"), Does.Contain("with resources"));
        await OkAsync("DELETE", $"/v2/droplets/{droplet}");
        await OkAsync("DELETE", $"/v2/projects/{project}");
        await RefusedAsync(404, "not_found", "GET", $"/v2/projects/{project}");
    }

    [Test]
    public async Task Another_project_becomes_the_default_and_the_first_stays()
    {
        var first = (await OkAsync("GET", "/v2/projects/default"))["project"]!["id"]!.GetValue<string>();
        await RefusedAsync(403, "forbidden", "DELETE", $"/v2/projects/{first}");
        var project = await MakeAsync("p");
        await OkAsync("PATCH", $"/v2/projects/{project}", """{"is_default":true}""");
        Assert.That((await OkAsync("GET", "/v2/projects/default"))["project"]!["id"]!.GetValue<string>(), Is.EqualTo(project));
        var all = (await OkAsync("GET", "/v2/projects"))["projects"]!.AsArray();
        Assert.That(all.Count(one => one!["is_default"]!.GetValue<bool>()), Is.EqualTo(1));
        Assert.That(all, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_purpose_of_ones_own_is_marked_and_an_environment_has_a_capital()
    {
        var project = (await OkAsync("POST", "/v2/projects", """{"name":"p","purpose":"measuring","environment":"staging"}"""))["project"]!;
        Assert.That((project["purpose"]!.GetValue<string>(), project["environment"]!.GetValue<string>()), Is.EqualTo(("Other: measuring", "Staging")));
        Assert.That(await RefusedAsync(409, "conflict", "POST", "/v2/projects", """{"name":"p","purpose":"x"}"""), Does.Contain("already in use"));
        await RefusedAsync(422, "unprocessable_entity", "POST", "/v2/projects", """{"name":"q","purpose":"x","environment":"moon"}""");
        await RefusedAsync(422, "unprocessable_entity", "POST", "/v2/projects", """{"name":"q"}""");
    }

    private async Task<string> MakeAsync(string name) =>
        (await OkAsync("POST", "/v2/projects", $$"""{"name":"{{name}}","purpose":"Web Application"}"""))["project"]!["id"]!.GetValue<string>();

    private async Task<string[]> UrnsAsync(string project) =>
        [.. (await OkAsync("GET", $"/v2/projects/{project}/resources"))["resources"]!.AsArray().Select(resource => resource!["urn"]!.GetValue<string>())];
}
