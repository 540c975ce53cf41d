using System.Text;
using System.Text.Json.Nodes;
using E3.LocalCloud.Tests.Api;

namespace E3.LocalCloud.Tests.Contract;

/// <summary>Every answer of the server has the status, headers and form that DigitalOcean publishes for it.</summary>
public sealed class DigitalOceanContractTests : ApiTest
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEcDIbuJLSPBopojMJUwXjo0uVX+s4gvGOYE26f1fHZh someone";
    private OpenApi _description = null!;

    [SetUp]
    public void Find()
    {
        if (OpenApi.Find() is { } found)
            _description = found;
        else
            Assert.Ignore("digitalocean-openapi.json is not beside this checkout (../shared/data): the server's answers are not checked against it");
    }

    [Test]
    public async Task Answers_are_as_published()
    {
        await CheckAsync("GET", "/v2/account");
        await CheckAsync("GET", "/v2/regions");
        await CheckAsync("GET", "/v2/sizes?per_page=3");
        await CheckAsync("GET", "/v2/images");
        await CheckAsync("GET", "/v2/images/debian-12-x64");
        var key = await CheckAsync("POST", "/v2/account/keys", $$"""{"name":"k","public_key":"{{Key}}"}""");
        await CheckAsync("GET", "/v2/account/keys");
        await CheckAsync("GET", $"/v2/account/keys/{key["ssh_key"]!["id"]}");
        await CheckAsync("PUT", $"/v2/account/keys/{key["ssh_key"]!["id"]}", """{"name":"l"}""");

        var id = (await CheckAsync("POST", "/v2/droplets", Droplet("\"name\":\"a\"")))["droplet"]!["id"]!;
        await CheckAsync("POST", "/v2/droplets", Droplet("\"names\":[\"b\",\"c\"]"));
        await DrainAsync();
        await CheckAsync("GET", "/v2/droplets?per_page=2");
        await CheckAsync("GET", $"/v2/droplets/{id}");
        await CheckAsync("GET", $"/v2/droplets/{id}/snapshots");
        var action = (await CheckAsync("POST", $"/v2/droplets/{id}/actions", """{"type":"power_off"}"""))["action"]!["id"]!;
        await DrainAsync();
        await CheckAsync("GET", $"/v2/droplets/{id}");
        await CheckAsync("GET", $"/v2/droplets/{id}/actions");
        await CheckAsync("GET", $"/v2/droplets/{id}/actions/{action}");
        await CheckAsync("GET", "/v2/actions");
        await CheckAsync("GET", $"/v2/actions/{action}");

        await CheckAsync("GET", "/v2/tags");
        await CheckAsync("POST", "/v2/tags", """{"name":"t2"}""");
        await CheckAsync("GET", "/v2/tags/t1");
        var resources = $$"""{"resources":[{"resource_id":"{{id}}","resource_type":"droplet"}]}""";
        await CheckAsync("POST", "/v2/tags/t2/resources", resources);
        await CheckAsync("DELETE", "/v2/tags/t2/resources", resources);

        const string rules = """{"name":"f","inbound_rules":[{"protocol":"tcp","ports":"22","sources":{"addresses":["0.0.0.0/0"]}}],"tags":["t1"]}""";
        var firewall = (await CheckAsync("POST", "/v2/firewalls", rules))["firewall"]!["id"]!;
        await CheckAsync("GET", "/v2/firewalls");
        await CheckAsync("GET", $"/v2/firewalls/{firewall}");
        await CheckAsync("PUT", $"/v2/firewalls/{firewall}", rules);
        await CheckAsync("POST", $"/v2/firewalls/{firewall}/droplets", $$"""{"droplet_ids":[{{id}}]}""");
        await CheckAsync("GET", $"/v2/droplets/{id}/firewalls");
        await CheckAsync("DELETE", $"/v2/firewalls/{firewall}/tags", """{"tags":["t1"]}""");
        await CheckAsync("DELETE", $"/v2/firewalls/{firewall}");

        await CheckAsync("DELETE", "/v2/tags/t2");
        await CheckAsync("DELETE", $"/v2/droplets/{id}");
        await CheckAsync("DELETE", "/v2/droplets?tag_name=t1");
        await CheckAsync("DELETE", $"/v2/account/keys/{key["ssh_key"]!["fingerprint"]}");
    }

    [Test]
    public async Task Refusals_are_as_published()
    {
        await CheckAsync("GET", "/v2/droplets/12");
        await CheckAsync("POST", "/v2/droplets", "{}");
        await CheckAsync("POST", "/v2/firewalls", """{"name":"f"}""");
        Client.DefaultRequestHeaders.Authorization = null;
        await CheckAsync("GET", "/v2/account");
    }

    private static string Droplet(string name) => $$"""{ {{name}}, "region":"ams3","size":"s-1vcpu-1gb","image":"debian-12-x64","tags":["t1"]}""";

    private async Task<JsonNode> CheckAsync(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Client.SendAsync(request, Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        var answer = text.Length == 0 ? null : JsonNode.Parse(text);
        var headers = response.Headers.Concat(response.Content.Headers).Select(header => header.Key.ToLowerInvariant());
        Assert.That(_description.Violations(method, path, (int)response.StatusCode, headers, answer), Is.Empty);
        return answer ?? new JsonObject();
    }
}
