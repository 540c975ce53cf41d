using E3.LocalCloud.Firewalls;
using E3.LocalCloud.Network;
using E3.LocalCloud.State;

namespace E3.LocalCloud.Tests.Firewalls;

public sealed class FirewallRulesTests
{
    private static readonly AddressBlock Block = new(1);

    [Test]
    public void Without_a_firewall_all_is_open_but_for_the_operator() => Assert.That(Render(State()), Is.EqualTo(
        """
        table inet e3
        delete table inet e3
        table inet e3 {
          chain input {
            type filter hook input priority filter; policy accept;
            iifname != "eth0" accept
            ct state established,related accept
            ip saddr 198.18.16.1 ip protocol != { tcp, icmp } drop
            ip saddr 198.18.16.1 tcp dport != 22 drop
          }
          chain output {
            type filter hook output priority filter; policy accept;
            oifname != "eth0" accept
            ct state established,related accept
            ip daddr 198.18.16.1 drop
          }
        }

        """));

    [Test]
    public void Firewalls_by_id_and_by_tag_add_up_and_the_rest_is_dropped()
    {
        var state = State()
            .With(Firewall(1, "one", droplets: [2],
                inbound:
                [
                    new("tcp", "22", new() { Addresses = ["0.0.0.0/0", "::/0"] }),
                    new("icmp", "0", new() { Addresses = ["203.0.113.0/24", "2001:db8::/32"] }),
                    new("udp", "51820-51830", new() { Tags = ["MPC"] }),
                ]))
            .With(Firewall(2, "two", tags: ["mpc"],
                inbound: [new("tcp", "22", new() { Addresses = ["0.0.0.0/0"] }), new("tcp", "0", new() { DropletIds = [4], Addresses = ["192.0.2.7"] })],
                outbound: [new("udp", "0", new() { Addresses = ["0.0.0.0/0"] })]))
            .With(Firewall(3, "elsewhere", tags: ["web"], inbound: [new("tcp", "80", new() { Addresses = ["0.0.0.0/0"] })]));
        Assert.That(Render(state), Is.EqualTo(
            """
            table inet e3
            delete table inet e3
            table inet e3 {
              chain input {
                type filter hook input priority filter; policy accept;
                iifname != "eth0" accept
                ct state established,related accept
                ip saddr 198.18.16.1 ip protocol != { tcp, icmp } drop
                ip saddr 198.18.16.1 tcp dport != 22 drop
                meta nfproto ipv4 tcp dport 22 accept
                meta nfproto ipv6 tcp dport 22 accept
                ip saddr 203.0.113.0/24 meta l4proto icmp accept
                ip6 saddr 2001:db8::/32 meta l4proto ipv6-icmp accept
                ip saddr { 198.18.16.2, 198.18.16.3 } udp dport 51820-51830 accept
                ip saddr 192.0.2.7 meta l4proto tcp accept
                ip saddr { 198.18.16.4 } meta l4proto tcp accept
                drop
              }
              chain output {
                type filter hook output priority filter; policy accept;
                oifname != "eth0" accept
                ct state established,related accept
                ip daddr 198.18.16.1 drop
                meta nfproto ipv4 meta l4proto udp accept
                drop
              }
            }

            """));
    }

    [Test]
    public void A_droplet_being_deleted_is_let_in_no_more()
    {
        var state = State().With(Firewall(1, "one", droplets: [2], inbound: [new("udp", "5", new() { Tags = ["mpc"] })]));
        state = state.With(state.Droplets[3] with { Deleting = true });
        Assert.That(Render(state), Does.Contain("ip saddr { 198.18.16.2 } udp dport 5 accept"));
    }

    private static string Render(CloudState state) => FirewallRules.Render(state.Droplets[2], state, Block);

    private static CloudState State() => new CloudState { NextId = 9, AccountId = Guid.Empty }
        .With(Droplet(2, "mpc")).With(Droplet(3, "mpc")).With(Droplet(4, "web"));

    private static Droplet Droplet(int id, string tag) => new()
    {
        Id = id,
        Name = $"h-{id}",
        Hostname = $"h-{id}",
        Region = "ams3",
        Size = "s-1vcpu-1gb",
        Image = 1,
        Disk = 25,
        Place = id,
        Tags = [tag],
        CreatedAt = DateTimeOffset.UnixEpoch,
        Status = DropletStatus.Active,
    };

    private static Firewall Firewall(
        int number, string name, long[]? droplets = null, string[]? tags = null, FirewallRule[]? inbound = null, FirewallRule[]? outbound = null) => new()
        {
            Id = new Guid(number, 0, 0, new byte[8]),
            Name = name,
            CreatedAt = DateTimeOffset.UnixEpoch,
            DropletIds = [.. droplets ?? []],
            Tags = [.. tags ?? []],
            Inbound = [.. inbound ?? []],
            Outbound = [.. outbound ?? []],
        };
}
