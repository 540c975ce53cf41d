using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using E3.LocalCloud.Network;
using E3.LocalCloud.State;

namespace E3.LocalCloud.Firewalls;

/// <summary>
/// The nftables rules of one droplet. As at DigitalOcean, a droplet without a firewall is open, and one with firewalls lets through
/// what any of them allows, in each direction, and nothing else. In both cases the operator, who stands outside the cloud, reaches the
/// SSH port and ICMP only, and cannot be reached. Only the public interface is filtered: overlays and loopback are the droplet's own.
/// </summary>
internal static class FirewallRules
{
    public const string PublicInterface = "eth0";

    public static string Render(Droplet droplet, CloudState state, AddressBlock block)
    {
        var firewalls = state.Firewalls.Values.Where(firewall => firewall.HoldsFor(droplet)).ToArray();
        var text = new StringBuilder();
        // Making the table before deleting it makes one transaction that works the first time too.
        text.Append("table inet e3\ndelete table inet e3\ntable inet e3 {\n");
        Chain(text, "input", "iifname", [$"ip saddr {block.Operator} ip protocol != {{ tcp, icmp }} drop", $"ip saddr {block.Operator} tcp dport != 22 drop"]);
        Allow(text, firewalls, firewall => firewall.Inbound, "saddr", state, block);
        Chain(text, "output", "oifname", [$"ip daddr {block.Operator} drop"]);
        Allow(text, firewalls, firewall => firewall.Outbound, "daddr", state, block);
        return text.Append("}\n").ToString();
    }

    private static void Chain(StringBuilder text, string hook, string side, IEnumerable<string> always)
    {
        Line(text, 1, $"chain {hook} {{");
        Line(text, 2, $"type filter hook {hook} priority filter; policy accept;");
        Line(text, 2, $"{side} != \"{PublicInterface}\" accept");
        Line(text, 2, "ct state established,related accept");
        foreach (var rule in always)
            Line(text, 2, rule);
    }

    private static void Allow(
        StringBuilder text, Firewall[] firewalls, Func<Firewall, ImmutableArray<FirewallRule>> rules, string side, CloudState state, AddressBlock block)
    {
        foreach (var line in firewalls.SelectMany(firewall => rules(firewall)).SelectMany(rule => Lines(rule, side, state, block)).Distinct())
            Line(text, 2, line);
        if (firewalls.Length > 0)
            Line(text, 2, "drop");
        Line(text, 1, "}");
    }

    private static IEnumerable<string> Lines(FirewallRule rule, string side, CloudState state, AddressBlock block)
    {
        foreach (var address in rule.Peers.Addresses)
        {
            var (family, match) = Address(address, side);
            yield return $"{match} {Traffic(rule, family)} accept";
        }

        var droplets = state.VisibleDroplets
            .Where(droplet => rule.Peers.DropletIds.Contains(droplet.Id) || rule.Peers.Tags.Any(droplet.HasTag))
            .Select(droplet => block.Host(droplet.Place).ToString())
            .ToArray();
        if (droplets.Length > 0)
            yield return $"ip {side} {{ {string.Join(", ", droplets)} }} {Traffic(rule, AddressFamily.InterNetwork)} accept";
    }

    private static (AddressFamily Family, string Match) Address(string text, string side)
    {
        var network = text.Contains('/', StringComparison.Ordinal) ? IPNetwork.Parse(text) : (IPNetwork?)null;
        var family = (network?.BaseAddress ?? IPAddress.Parse(text)).AddressFamily;
        var ip = family == AddressFamily.InterNetworkV6 ? "ip6" : "ip";
        return network is { PrefixLength: 0 }
            ? (family, $"meta nfproto {(ip == "ip" ? "ipv4" : "ipv6")}")
            : (family, $"{ip} {side} {network?.ToString() ?? text}");
    }

    private static string Traffic(FirewallRule rule, AddressFamily family) => rule switch
    {
        { Protocol: "icmp" } when family == AddressFamily.InterNetworkV6 => "meta l4proto ipv6-icmp",
        { Protocol: "icmp" } => "meta l4proto icmp",
        { Ports: "0" } => $"meta l4proto {rule.Protocol}",
        _ => $"{rule.Protocol} dport {rule.Ports}",
    };

    private static void Line(StringBuilder text, int depth, string line) =>
        text.Append(' ', 2 * depth).Append(CultureInfo.InvariantCulture, $"{line}\n");
}
