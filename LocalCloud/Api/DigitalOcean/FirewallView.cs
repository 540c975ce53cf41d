using System.Collections.Immutable;
using E3.LocalCloud.Firewalls;
using E3.LocalCloud.State;

namespace E3.LocalCloud.Api.DigitalOcean;

/// <summary>How DigitalOcean's API shows a firewall. Members nothing is in are left out of sources and destinations.</summary>
internal static class FirewallView
{
    public static object Of(Firewall firewall, FirewallProgress progress) => new
    {
        firewall.Id,
        firewall.Name,
        Status = progress.Holds(firewall) ? "succeeded" : "waiting",
        firewall.CreatedAt,
        PendingChanges = Array.Empty<object>(),
        InboundRules = firewall.Inbound.Select(rule => new { rule.Protocol, rule.Ports, Sources = Peers(rule.Peers) }),
        OutboundRules = firewall.Outbound.Select(rule => new { rule.Protocol, rule.Ports, Destinations = Peers(rule.Peers) }),
        firewall.DropletIds,
        firewall.Tags,
    };

    private static Dictionary<string, object> Peers(FirewallPeers peers)
    {
        var shown = new Dictionary<string, object>();
        Add(shown, "addresses", peers.Addresses);
        Add(shown, "droplet_ids", peers.DropletIds);
        Add(shown, "tags", peers.Tags);
        return shown;
    }

    private static void Add<T>(Dictionary<string, object> shown, string name, ImmutableArray<T> values)
    {
        if (!values.IsEmpty)
            shown[name] = values;
    }
}
