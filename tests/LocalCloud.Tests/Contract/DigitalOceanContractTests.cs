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
        var image = (await CheckAsync("POST", "/v2/images", """{"name":"i","url":"http://127.0.0.1:9/x","region":"ams3","distribution":"Debian","description":"d","tags":["t"]}"""))["image"]!["id"]!;
        await CheckAsync("GET", "/v2/images?private=true&tag_name=t");
        await CheckAsync("PUT", $"/v2/images/{image}", """{"name":"j","distribution":"Debian","description":"e"}""");
        await DrainAsync();
        await CheckAsync("GET", $"/v2/images/{image}");
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
    public async Task Answers_about_networks_volumes_domains_and_projects_are_as_published()
    {
        var droplet = (await CheckAsync("POST", "/v2/droplets", Droplet("\"name\":\"a\",\"ipv6\":true")))["droplet"]!["id"]!;
        await DrainAsync();
        await CheckAsync("GET", $"/v2/droplets/{droplet}");
        await CheckAsync("GET", "/v2/vpcs?per_page=3");
        var vpc = (await CheckAsync("POST", "/v2/vpcs", """{"name":"v","region":"ams3"}"""))["vpc"]!["id"]!;
        await CheckAsync("GET", $"/v2/vpcs/{vpc}");
        await CheckAsync("PUT", $"/v2/vpcs/{vpc}", """{"name":"w","description":"d"}""");
        await CheckAsync("GET", $"/v2/vpcs/{vpc}/members");
        await CheckAsync("DELETE", $"/v2/vpcs/{vpc}");

        var volume = (await CheckAsync("POST", "/v2/volumes", """{"name":"v","region":"ams3","size_gigabytes":1,"filesystem_type":"ext4","tags":["t"]}"""))["volume"]!["id"]!;
        await CheckAsync("GET", "/v2/volumes");
        await CheckAsync("GET", $"/v2/volumes/{volume}");
        await CheckAsync("GET", $"/v2/volumes/{volume}/snapshots");
        var attach = (await CheckAsync("POST", $"/v2/volumes/{volume}/actions", $$"""{"type":"attach","droplet_id":{{droplet}}}"""))["action"]!["id"]!;
        await DrainAsync();
        await CheckAsync("GET", $"/v2/volumes/{volume}/actions");
        await CheckAsync("GET", $"/v2/volumes/{volume}/actions/{attach}");
        await CheckAsync("GET", $"/v2/actions/{attach}");
        await CheckAsync("POST", "/v2/volumes/actions", $$"""{"type":"detach","droplet_id":{{droplet}},"volume_name":"v","region":"ams3"}""");
        await DrainAsync();
        await CheckAsync("DELETE", "/v2/volumes?name=v&region=ams3");

        await CheckAsync("POST", "/v2/domains", """{"name":"example.com"}""");
        await CheckAsync("GET", "/v2/domains");
        await CheckAsync("GET", "/v2/domains/example.com");
        const string srv = """{"type":"SRV","name":"_x._tcp","data":"a.example.org.","priority":1,"weight":2,"port":3}""";
        var record = (await CheckAsync("POST", "/v2/domains/example.com/records", srv))["domain_record"]!["id"]!;
        await CheckAsync("GET", "/v2/domains/example.com/records");
        await CheckAsync("GET", $"/v2/domains/example.com/records/{record}");
        await CheckAsync("PUT", $"/v2/domains/example.com/records/{record}", srv);
        await CheckAsync("PATCH", $"/v2/domains/example.com/records/{record}", """{"type":"SRV","ttl":60}""");
        await CheckAsync("DELETE", $"/v2/domains/example.com/records/{record}");
        await CheckAsync("DELETE", "/v2/domains/example.com");

        var project = (await CheckAsync("POST", "/v2/projects", """{"name":"p","purpose":"x"}"""))["project"]!["id"]!;
        await CheckAsync("GET", "/v2/projects");
        await CheckAsync("GET", "/v2/projects/default");
        await CheckAsync("PATCH", $"/v2/projects/{project}", """{"environment":"Staging"}""");
        await CheckAsync("PUT", $"/v2/projects/{project}", """{"name":"q","description":"","purpose":"x","environment":"Staging","is_default":false}""");
        await CheckAsync("POST", $"/v2/projects/{project}/resources", $$"""{"resources":["do:droplet:{{droplet}}"]}""");
        await CheckAsync("GET", $"/v2/projects/{project}/resources");
        await CheckAsync("DELETE", $"/v2/projects/{project}");
        await CheckAsync("POST", "/v2/projects/default/resources", $$"""{"resources":["do:droplet:{{droplet}}"]}""");
        await CheckAsync("DELETE", $"/v2/projects/{project}");
    }

    [Test]
    public async Task Refusals_are_as_published()
    {
        await CheckAsync("GET", "/v2/vpcs/12");
        await CheckAsync("POST", "/v2/projects", """{"name":"p"}""", isValid: false);
        await CheckAsync("GET", "/v2/domains/example.com");
        await CheckAsync("GET", "/v2/droplets/12");
        await CheckAsync("POST", "/v2/droplets", "{}", isValid: false);
        await CheckAsync("POST", "/v2/firewalls", """{"name":"f"}""", isValid: false);
        Client.DefaultRequestHeaders.Authorization = null;
        await CheckAsync("GET", "/v2/account");
    }

    private static string Droplet(string name) => $$"""{ {{name}}, "region":"ams3","size":"s-1vcpu-1gb","image":"debian-12-x64","tags":["t1"]}""";

    private async Task<JsonNode> CheckAsync(string method, string path, string? body = null, bool isValid = true)
    {
        if (isValid)
            Assert.That(_description.RequestViolations(method, path, body is null ? null : JsonNode.Parse(body)), Is.Empty);
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
