using System.Net;

namespace E3.LocalCloud.Tests.Api;

public sealed class TailscaleKeyTests : ApiTest
{
    private const string Keys = "/api/v2/tailnet/-/keys";

    [Test]
    public async Task The_secret_is_shown_once_and_is_nowhere_on_the_disk()
    {
        var made = await OkAsync("POST", Keys, Body("""{"reusable":true,"ephemeral":true,"preauthorized":true,"tags":["tag:e3"]}"""));
        var secret = made["key"]!.GetValue<string>();
        Assert.That(secret, Does.StartWith($"tskey-auth-{made["id"]}-"));
        var shown = await OkAsync("GET", $"{Keys}/{made["id"]}");
        Assert.That(shown["key"], Is.Null);
        Assert.That(shown["capabilities"]!.ToJsonString(), Is.EqualTo("""{"devices":{"create":{"reusable":true,"ephemeral":true,"preauthorized":true,"tags":["tag:e3"]}}}"""));
        Assert.That(await File.ReadAllTextAsync(StateFile, Cancel), Does.Not.Contain(secret).And.Contain(made["id"]!.GetValue<string>()));
    }

    [Test]
    public async Task A_key_expires_and_a_deleted_one_is_404()
    {
        var made = await OkAsync("POST", Keys, Body("{}", ""","expirySeconds":60"""));
        Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.That((await OkAsync("GET", $"{Keys}/{made["id"]}"))["invalid"]!.GetValue<bool>(), Is.True);
        Assert.That((await OkAsync("GET", Keys))["keys"]!.AsArray(), Is.Empty);
        await OkAsync("DELETE", $"{Keys}/{made["id"]}");
        var (status, body) = await SendAsync("GET", $"{Keys}/{made["id"]}");
        Assert.That(status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(body!["message"]!.GetValue<string>(), Is.EqualTo("key not found"));
    }

    [TestCase("""{"capabilities":{}}""", "capabilities.devices.create")]
    [TestCase("""{"capabilities":{"devices":{"create":{}}},"expirySeconds":99999999}""", "expirySeconds")]
    [TestCase("""{"capabilities":{"devices":{"create":{"tags":["e3"]}}}}""", "tag:")]
    public async Task A_mistake_is_named_in_Tailscales_own_form(string request, string says)
    {
        var (status, body) = await SendAsync("POST", Keys, request);
        Assert.That(status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(body!.AsObject().Select(member => member.Key), Is.EqualTo(new[] { "message" }));
        Assert.That(body["message"]!.GetValue<string>(), Does.Contain(says));
    }

    private static string Body(string create, string more = "") => $$$"""{"capabilities":{"devices":{"create":{{{create}}}}}{{{more}}}}""";
}
