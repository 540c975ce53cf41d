using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using E3.LocalCloud.Api.Http;
using E3.LocalCloud.State;

namespace E3.LocalCloud.Api.DigitalOcean;

/// <summary>The bodies of the firewall endpoints, and what is wrong with them.</summary>
internal sealed partial record FirewallRequest
{
    public string? Name { get; init; }

    public IReadOnlyList<RuleBody>? InboundRules { get; init; }

    public IReadOnlyList<RuleBody>? OutboundRules { get; init; }

    /// <summary>As numbers or, as Ansible's module has them, as texts.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public IReadOnlyList<long>? DropletIds { get; init; }

    public IReadOnlyList<string?>? Tags { get; init; }

    public string CheckedName => Name is not null && ValidName().IsMatch(Name)
        ? Name
        : throw ApiException.Unprocessable("name must hold letters, numbers, dots and dashes and start with a letter or number");

    public ImmutableArray<FirewallRule> Inbound(CloudState state) =>
        [.. (InboundRules ?? []).Select(rule => Rule(rule, rule.Sources, "sources", state))];

    public ImmutableArray<FirewallRule> Outbound(CloudState state) =>
        [.. (OutboundRules ?? []).Select(rule => Rule(rule, rule.Destinations, "destinations", state))];

    public void DemandRules()
    {
        if (InboundRules is not { Count: > 0 } && OutboundRules is not { Count: > 0 })
            throw ApiException.BadRequest("at least one rule is required");
    }

    /// <summary>The droplets named; each must be there.</summary>
    public ImmutableArray<long> Droplets(CloudState state)
    {
        foreach (var id in DropletIds ?? [])
        {
            if (state.Droplet(id) is null)
                throw ApiException.Unprocessable($"droplet {id} does not exist");
        }

        return [.. (DropletIds ?? []).Distinct()];
    }

    /// <summary>The tags named; each must be there: only creating a droplet makes tags by the way.</summary>
    public ImmutableArray<string> ExistingTags(CloudState state) => Existing(TagApi.Read(Tags), state);

    private static ImmutableArray<string> Existing(ImmutableArray<string> tags, CloudState state) =>
        tags.FirstOrDefault(tag => !state.HasTag(tag)) is { } missing
            ? throw ApiException.Unprocessable($"tag '{missing}' does not exist")
            : tags;

    private static FirewallRule Rule(RuleBody rule, PeersBody? peers, string member, CloudState state)
    {
        if (rule.Protocol is not ("tcp" or "udp" or "icmp"))
            throw ApiException.Unprocessable($"protocol must be tcp, udp or icmp, not '{rule.Protocol}'");
        if (peers is null)
            throw ApiException.Unprocessable($"{member} is missing in a rule");
        if (peers.LoadBalancerUids is { Count: > 0 } || peers.KubernetesIds is { Count: > 0 })
            throw ApiException.Unprocessable("load balancers and Kubernetes clusters are not part of the local cloud");
        return new(rule.Protocol, rule.Protocol == "icmp" ? "0" : Ports(rule.Ports), new FirewallPeers
        {
            Addresses = [.. (peers.Addresses ?? []).Select(Address)],
            DropletIds = [.. (peers.DropletIds ?? []).Distinct()],
            Tags = Existing(TagApi.Read(peers.Tags), state),
        });
    }

    private static string Ports(string? ports)
    {
        if (ports is "all" or "0")
            return "0";
        var parts = (ports ?? "").Split('-');
        if (parts.Length is not (1 or 2) || Port(parts[0]) is not { } first || Port(parts[^1]) is not { } last || first > last)
            throw ApiException.Unprocessable($"ports must be a port, a range like 8000-9000, or all, not '{ports}'");
        return first == last ? Text(first) : $"{Text(first)}-{Text(last)}";
    }

    private static int? Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535 ? port : null;

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static string Address(string? address)
    {
        var isAddress = IPAddress.TryParse(address, out _) && address!.Any(letter => letter is '.' or ':');
        return isAddress || (address?.Contains('/', StringComparison.Ordinal) == true && IPNetwork.TryParse(address, out _))
            ? address!
            : throw ApiException.Unprocessable($"invalid address '{address}'");
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9][a-zA-Z0-9.\-]{0,254}\z")]
    private static partial Regex ValidName();

    internal sealed record RuleBody(string? Protocol, string? Ports, PeersBody? Sources, PeersBody? Destinations);

    internal sealed record PeersBody(
        IReadOnlyList<string?>? Addresses,
        IReadOnlyList<long>? DropletIds,
        IReadOnlyList<string?>? Tags,
        IReadOnlyList<string>? LoadBalancerUids,
        IReadOnlyList<string>? KubernetesIds);
}
