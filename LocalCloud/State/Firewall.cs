using System.Collections.Immutable;

namespace E3.LocalCloud.State;

/// <summary>A DigitalOcean firewall: it holds for the droplets named and for those with one of the tags.</summary>
internal sealed record Firewall
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public ImmutableArray<FirewallRule> Inbound { get; init; } = [];

    public ImmutableArray<FirewallRule> Outbound { get; init; } = [];

    public ImmutableArray<long> DropletIds { get; init; } = [];

    public ImmutableArray<string> Tags { get; init; } = [];

    public bool HoldsFor(Droplet droplet) => DropletIds.Contains(droplet.Id) || Tags.Any(droplet.HasTag);
}

/// <summary>One rule. <paramref name="Ports"/> is a port, a range "a-b", or "0" for all; ICMP has "0".</summary>
internal sealed record FirewallRule(string Protocol, string Ports, FirewallPeers Peers)
{
    // ImmutableArray compares by reference; two rules are the same rule when they read the same.
    public bool SameAs(FirewallRule other) => Protocol == other.Protocol && Ports == other.Ports && Peers.SameAs(other.Peers);
}

/// <summary>Whom a rule lets through: any of these.</summary>
internal sealed record FirewallPeers
{
    public ImmutableArray<string> Addresses { get; init; } = [];

    public ImmutableArray<long> DropletIds { get; init; } = [];

    public ImmutableArray<string> Tags { get; init; } = [];

    public bool SameAs(FirewallPeers other) =>
        Addresses.ToHashSet().SetEquals(other.Addresses)
        && DropletIds.ToHashSet().SetEquals(other.DropletIds)
        && Tags.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(other.Tags);
}
