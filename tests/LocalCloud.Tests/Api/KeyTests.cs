namespace E3.LocalCloud.Tests.Api;

public sealed class KeyTests : ApiTest
{
    // Made for this test; the fingerprint is what `ssh-keygen -l -E md5` says.
    private const string PublicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEcDIbuJLSPBopojMJUwXjo0uVX+s4gvGOYE26f1fHZh someone";
    private const string Fingerprint = "b8:da:22:ce:51:a8:03:cd:4a:98:24:c4:08:70:64:a9";

    [Test]
    public async Task A_key_is_found_by_id_and_by_fingerprint()
    {
        var key = (await OkAsync("POST", "/v2/account/keys", $$"""{"name":"k","public_key":"{{PublicKey}}"}"""))["ssh_key"]!;
        Assert.That(key["fingerprint"]!.GetValue<string>(), Is.EqualTo(Fingerprint));
        Assert.That(key["public_key"]!.GetValue<string>(), Is.EqualTo(PublicKey));
        await OkAsync("PUT", $"/v2/account/keys/{Fingerprint}", """{"name":"k2"}""");
        Assert.That((await OkAsync("GET", $"/v2/account/keys/{key["id"]}"))["ssh_key"]!["name"]!.GetValue<string>(), Is.EqualTo("k2"));
        await OkAsync("POST", "/v2/droplets", $$"""{"name":"a","region":"ams3","size":"s-1vcpu-1gb","image":"debian-12-x64","ssh_keys":["{{Fingerprint}}",{{key["id"]}}]}""");
        await OkAsync("DELETE", $"/v2/account/keys/{Fingerprint}");
        await RefusedAsync(404, "not_found", "GET", $"/v2/account/keys/{key["id"]}");
    }

    [Test]
    public async Task The_same_key_twice_is_refused_even_under_another_name()
    {
        await OkAsync("POST", "/v2/account/keys", $$"""{"name":"k","public_key":"{{PublicKey}}"}""");
        var message = await RefusedAsync(422, "unprocessable_entity", "POST", "/v2/account/keys", $$"""{"name":"l","public_key":"{{PublicKey}} again"}""");
        Assert.That(message, Does.Contain("already in use"));
    }

    [TestCase("ssh-ed25519")]
    [TestCase("ssh-ed25519 bm90IGEga2V5")]
    [TestCase("ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIEcDIbuJLSPBopojMJUwXjo0uVX+s4gvGOYE26f1fHZh")]
    [TestCase("")]
    public async Task What_is_no_key_is_refused(string text) => Assert.That(
        await RefusedAsync(422, "unprocessable_entity", "POST", "/v2/account/keys", $$"""{"name":"k","public_key":"{{text}}"}"""),
        Does.Contain("Key invalid"));
}
