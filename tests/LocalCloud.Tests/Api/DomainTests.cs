namespace E3.LocalCloud.Tests.Api;

public sealed class DomainTests : ApiTest
{
    private const string Records = "/v2/domains/example.com/records";

    [SetUp]
    public Task Make() => OkAsync("POST", "/v2/domains", """{"name":"Example.com","ip_address":"198.51.100.7"}""");

    [Test]
    public async Task A_domain_comes_with_its_records_and_goes_with_them()
    {
        var records = (await OkAsync("GET", Records))["domain_records"]!.AsArray();
        Assert.That(records.Select(record => record!["type"]!.GetValue<string>()), Is.EqualTo(new[] { "SOA", "NS", "NS", "NS", "A" }));
        var domain = (await OkAsync("GET", "/v2/domains/example.com"))["domain"]!;
        Assert.That(domain["zone_file"]!.GetValue<string>(), Does.Contain("$ORIGIN example.com.").And.Contain("example.com. IN 1800 A 198.51.100.7"));
        Assert.That(await RefusedAsync(422, "unprocessable_entity", "POST", "/v2/domains", """{"name":"example.com"}"""), Does.Contain("already exists"));
        await RefusedAsync(422, "unprocessable_entity", "POST", "/v2/domains", """{"name":"nodots"}""");
        await OkAsync("DELETE", "/v2/domains/example.com");
        await RefusedAsync(404, "not_found", "GET", Records);
    }

    [Test]
    public async Task Names_are_relative_and_host_names_lose_their_dot()
    {
        var cname = (await OkAsync("POST", Records, """{"type":"CNAME","name":"www.example.com.","data":"host.example.org."}"""))["domain_record"]!;
        Assert.That((cname["name"]!.GetValue<string>(), cname["data"]!.GetValue<string>(), cname["ttl"]!.GetValue<int>()), Is.EqualTo(("www", "host.example.org", 1800)));
        Assert.That((await OkAsync("GET", Records + "?type=CNAME&name=www.example.com"))["domain_records"]!.AsArray(), Has.Count.EqualTo(1));
        await RefusedAsync(422, "unprocessable_entity", "POST", Records, """{"type":"A","name":"www","data":"198.51.100.8"}""");
        var changed = (await OkAsync("PUT", $"{Records}/{cname["id"]}", """{"type":"CNAME","name":"web","data":"@","ttl":60}"""))["domain_record"]!;
        Assert.That((changed["name"]!.GetValue<string>(), changed["data"]!.GetValue<string>(), changed["ttl"]!.GetValue<int>()), Is.EqualTo(("web", "@", 60)));
        await OkAsync("PATCH", $"{Records}/{cname["id"]}", """{"ttl":120}""");
        await OkAsync("DELETE", $"{Records}/{cname["id"]}");
        await RefusedAsync(404, "not_found", "GET", $"{Records}/{cname["id"]}");
    }

    [TestCase("""{"type":"A","name":"x","data":"::1"}""", "address")]
    [TestCase("""{"type":"AAAA","name":"x","data":"198.51.100.7"}""", "address")]
    [TestCase("""{"type":"CNAME","name":"x","data":"host.example.org"}""", "end with a dot")]
    [TestCase("""{"type":"MX","name":"@","data":"mail.example.org."}""", "Priority")]
    [TestCase("""{"type":"SRV","name":"_x._tcp","data":"a.example.org.","priority":1,"weight":1}""", "Port")]
    [TestCase("""{"type":"CAA","name":"@","data":"ca.example.org.","flags":0,"tag":"other"}""", "Tag")]
    [TestCase("""{"type":"SPF","name":"@","data":"v=spf1"}""", "SPF")]
    [TestCase("""{"type":"A","name":"x.example.org.","data":"198.51.100.7"}""", "not in the domain")]
    public async Task A_wrong_record_is_named(string body, string says) =>
        Assert.That(await RefusedAsync(422, "unprocessable_entity", "POST", Records, body), Does.Contain(says));

    [Test]
    public async Task What_a_type_has_no_use_for_is_null()
    {
        var record = (await OkAsync("POST", Records, """{"type":"TXT","name":"@","data":"hello","priority":3}"""))["domain_record"]!;
        Assert.That(record.AsObject().Where(member => member.Value is null).Select(member => member.Key), Is.EquivalentTo(new[] { "priority", "port", "weight", "flags", "tag" }));
        var srv = """{"type":"SRV","name":"_x._tcp","data":"a.example.org.","priority":1,"weight":2,"port":3}""";
        Assert.That((await OkAsync("POST", Records, srv))["domain_record"]!["port"]!.GetValue<int>(), Is.EqualTo(3));
    }
}
