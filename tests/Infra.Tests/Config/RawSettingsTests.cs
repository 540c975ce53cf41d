using E3.Infra.Config;

namespace E3.Infra.Tests.Config;

public class RawSettingsTests
{
    [Test]
    public void Keys_nobody_asks_for_are_seen_too()
    {
        var raw = Gather(new() { ["PULUMI_CONFIG"] = """{"e3:regoins":"{}","e3:size":"s","digitalocean:token":"t"}""" });

        Assert.That(raw.Values.Keys, Is.EquivalentTo(new[] { "regoins", "size" }));
        Assert.That(raw.File, Is.EqualTo("Pulumi.local.yaml"));
    }

    [Test]
    public void Without_the_variable_the_known_keys_are_there()
    {
        var raw = RawSettings.Gather("local", ["size", "image"], key => key == "size" ? "big" : null, _ => null);

        Assert.That(raw.Values, Is.EqualTo(new[] { KeyValuePair.Create("size", "big") }));
    }

    [Test]
    public void Secrets_are_known_as_such() => Assert.That(
        Gather(new() { ["PULUMI_CONFIG_SECRET_KEYS"] = """["e3:mpyc","digitalocean:token"]""" }).Secrets,
        Is.EqualTo(new[] { "mpyc" }));

    private static RawSettings Gather(Dictionary<string, string> environment) =>
        RawSettings.Gather("local", [], _ => null, environment.GetValueOrDefault);
}
