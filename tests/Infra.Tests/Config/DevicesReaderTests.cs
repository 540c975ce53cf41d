using E3.Infra.Config;

namespace E3.Infra.Tests.Config;

public class DevicesReaderTests
{
    [Test]
    public void An_address_is_enough() => Assert.That(
        Given.Settings(("devices", """{"pi":{"address":"192.0.2.7"}}""")).Devices,
        Is.EqualTo(new[] { new DeviceSettings("pi", "192.0.2.7", "192.0.2.7", "root", 22, "elsewhere", null, null, null) }));

    [Test]
    public void Everything_that_can_be_set_is_read_and_devices_are_in_the_order_of_their_names() => Assert.That(
        Given.Settings(("devices", """
            {"pi":{"address":"pi.example.org","seenAs":"203.0.113.9","user":"me","port":2222,"place":"ams3","hostKey":"ssh-ed25519 AAAA","keyFile":"~/.ssh/id","kind":"raspberry-pi"},
             "laptop":{"address":"fd00::7"}}
            """)).Devices,
        Is.EqualTo(new[]
        {
            new DeviceSettings("laptop", "fd00::7", null, "root", 22, "elsewhere", null, null, null),
            new DeviceSettings("pi", "pi.example.org", "203.0.113.9", "me", 2222, "ams3", "ssh-ed25519 AAAA", "~/.ssh/id", "raspberry-pi"),
        }));

    [TestCase("[]", "e3:devices is \"[]\"; it must be a mapping of name to device, like { laptop: { address: 192.0.2.7, user: me } }")]
    [TestCase("""{"pi":"192.0.2.7"}""", "e3:devices.pi is \"192.0.2.7\"; it must be a mapping, like { address: 192.0.2.7, user: me }")]
    [TestCase("""{"pi":{}}""", "e3:devices.pi.address is missing; it must be where SSH reaches the machine: a name or an IP address")]
    [TestCase("""{"pi":{"address":"-oProxyCommand=x"}}""", "e3:devices.pi.address is \"-oProxyCommand=x\"; it must be a name or an IP address")]
    [TestCase("""{"pi":{"address":"a","usr":"me"}}""",
        "e3:devices.pi.usr is not a setting of a device; did you mean user? (there are address, seenAs, user, port, place, hostKey, keyFile, kind)")]
    [TestCase("""{"pi":{"address":"a","kind":"pi"}}""", "e3:devices.pi.kind: pi is not a kind of NixOS machine (there are raspberry-pi, raspberry-pi-2, wsl)")]
    [TestCase("""{"pi":{"address":"a","port":"ssh"}}""", "e3:devices.pi.port is \"ssh\"; it must be a whole number from 1 to 65535")]
    [TestCase("""{"pi":{"address":"a","seenAs":"home"}}""", "e3:devices.pi.seenAs is \"home\"; it must be the IPv4 address that the droplets see the machine at")]
    [TestCase("""{"Pi":{"address":"a"}}""", "e3:devices.Pi is \"Pi\"; it must be named with lower-case letters, digits and dashes only")]
    public void One_mistake_is_one_line(string devices, string line) =>
        Assert.That(Given.Mistakes(("devices", devices)), Is.EqualTo($"Pulumi.local.yaml has a mistake; nothing was changed:\n  {line}"));
}
