using System.Net;
using E3.Infra.Overlays.WireGuard;

namespace E3.Infra.Tests.Overlays;

public class WireGuardSettingsTests
{
    private static readonly IPAddress Own = IPAddress.Parse("10.213.4.1");
    private static readonly WireGuardPeer Amsterdam = new("local-ams3-1", "QW1z", "198.18.0.2", IPAddress.Parse("10.213.5.1"));
    private static readonly WireGuardPeer NewYork = new("local-nyc3-1", "TllD", "198.18.0.3", IPAddress.Parse("10.213.3.1"));

    [Test]
    public void Every_peer_has_its_key_endpoint_and_address_and_one_of_two_greets() => Assert.That(
        WireGuardSettings.Render("v1", "", Own, [NewYork, Amsterdam]),
        Is.EqualTo("""
            # scripts v1
            [Interface]
            ListenPort = 51820

            # local-ams3-1
            [Peer]
            PublicKey = QW1z
            Endpoint = 198.18.0.2:51820
            AllowedIPs = 10.213.5.1/32

            # local-nyc3-1
            [Peer]
            PublicKey = TllD
            Endpoint = 198.18.0.3:51820
            AllowedIPs = 10.213.3.1/32
            PersistentKeepalive = 25

            """));

    [Test]
    public void A_lonely_host_has_no_peers() =>
        Assert.That(WireGuardSettings.Render("v1", "", Own, []), Is.EqualTo("# scripts v1\n[Interface]\nListenPort = 51820\n"));

    [Test]
    public void Another_machine_is_another_input() =>
        Assert.That(WireGuardSettings.Render("v1", "s-2vcpu-4gb", Own, []), Does.StartWith("# scripts v1, machine s-2vcpu-4gb\n"));

    [Test]
    public void The_order_of_the_hosts_changes_nothing() =>
        Assert.That(WireGuardSettings.Render("v1", "", Own, [NewYork, Amsterdam]), Is.EqualTo(WireGuardSettings.Render("v1", "", Own, [Amsterdam, NewYork])));
}
