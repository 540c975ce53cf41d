using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using E3.Engine.Properties;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean;

/// <summary>A firewall's inputs and outputs as the official provider writes them, to and from the API's.</summary>
internal static class FirewallMapping
{
    public static ResourceSchema Schema { get; } = new("digitalocean:index/firewall:Firewall",
    [
        PropertySpec.Text("name") with { IsName = true },
        PropertySpec.Set("dropletIds", PropertyKind.Number),
        PropertySpec.Set("tags", PropertyKind.Text),
        PropertySpec.Set("inboundRules", PropertyKind.Object) with { Fields = RuleFields("source") },
        PropertySpec.Set("outboundRules", PropertyKind.Object) with { Fields = RuleFields("destination") },
    ]);

    public static IEnumerable<CheckFailure> Mistakes(PropertyMap inputs)
    {
        if (!inputs.ContainsKey("inboundRules") && !inputs.ContainsKey("outboundRules")) yield return new CheckFailure("", "a firewall needs at least one rule");
        foreach (var side in new[] { "inboundRules", "outboundRules" })
        {
            foreach (var (rule, index) in Rules(inputs, side).Select((rule, index) => (rule, index)))
            {
                if (rule.Text("protocol") is { } protocol and not "icmp" && rule.Text("portRange") is null && !rule.IsUnknown("portRange"))
                    yield return new CheckFailure($"{side}[{index}].portRange", $"is required for {protocol}: a port, a range such as 8000-9000, or all");
            }
        }
    }

    public static JsonObject ToRequest(PropertyMap inputs) => new()
    {
        ["name"] = inputs.Text("name"),
        ["droplet_ids"] = Numbers(inputs, "dropletIds"),
        ["tags"] = Texts(inputs, "tags"),
        ["inbound_rules"] = new JsonArray([.. Rules(inputs, "inboundRules").Select(rule => ToRule(rule, "source", "sources"))]),
        ["outbound_rules"] = new JsonArray([.. Rules(inputs, "outboundRules").Select(rule => ToRule(rule, "destination", "destinations"))]),
    };

    public static PropertyMap ToOutputs(Firewall firewall) => PropertyMap.Empty
        .With("id", Text(firewall.Id))
        .With("name", Text(firewall.Name))
        .With("status", Text(firewall.Status))
        .With("createdAt", Text(firewall.CreatedAt))
        .With("dropletIds", Some(firewall.DropletIds).Order().ToProperty())
        .With("tags", Some(firewall.Tags).Order(StringComparer.Ordinal).ToProperty())
        .With("pendingChanges", new PropertyValue.List([.. Some(firewall.PendingChanges).Select(Change)]))
        .With("inboundRules", new PropertyValue.List([.. Some(firewall.InboundRules).Select(rule => FromRule(rule, rule.Sources, "source"))]))
        .With("outboundRules", new PropertyValue.List([.. Some(firewall.OutboundRules).Select(rule => FromRule(rule, rule.Destinations, "destination"))]));

    /// <summary>The inputs that would give the firewall as it is; where it is as known, they stay as they are written.</summary>
    public static PropertyMap ToInputs(Firewall firewall, PropertyMap known)
    {
        var actual = PropertyMap.From(ToOutputs(firewall).Where(entry => entry.Key is "name" or "dropletIds" or "tags" or "inboundRules" or "outboundRules"));
        return known.Count > 0 && AreSame(known, actual) ? known
            : PropertyMap.From(known.Concat(actual.Where(entry => known.ContainsKey(entry.Key) || entry.Value is not PropertyValue.List { Items.Length: 0 })));
    }

    /// <summary>Whether both ask for the same firewall, in whatever order.</summary>
    public static bool AreSame(PropertyMap one, PropertyMap other) => JsonNode.DeepEquals(Normal(ToRequest(one)), Normal(ToRequest(other)));

    private static ImmutableArray<PropertySpec> RuleFields(string side) =>
    [
        PropertySpec.Text("protocol") with { Required = true, OneOf = ["tcp", "udp", "icmp"] },
        PropertySpec.Text("portRange"),
        PropertySpec.Set(side + "Addresses", PropertyKind.Text),
        PropertySpec.Set(side + "DropletIds", PropertyKind.Number),
        PropertySpec.Set(side + "KubernetesIds", PropertyKind.Text),
        PropertySpec.Set(side + "LoadBalancerUids", PropertyKind.Text),
        PropertySpec.Set(side + "Tags", PropertyKind.Text),
    ];

    private static JsonObject ToRule(PropertyMap rule, string side, string peers)
    {
        var to = new JsonObject();
        Put("addresses", Texts(rule, side + "Addresses"));
        Put("droplet_ids", Numbers(rule, side + "DropletIds"));
        Put("kubernetes_ids", Texts(rule, side + "KubernetesIds"));
        Put("load_balancer_uids", Texts(rule, side + "LoadBalancerUids"));
        Put("tags", Texts(rule, side + "Tags"));
        var body = new JsonObject { ["protocol"] = rule.Text("protocol"), [peers] = to };
        // ICMP has no ports; the published description wants the member all the same, with what the answers have.
        if ((rule.Text("portRange") ?? (rule.Text("protocol") == "icmp" ? "0" : null)) is { } ports) body["ports"] = ports;
        return body;

        void Put(string key, JsonArray values)
        {
            if (values.Count > 0) to[key] = values;
        }
    }

    private static PropertyValue.Map FromRule(FirewallRule rule, FirewallPeers? peers, string side)
    {
        var map = PropertyMap.Empty.With("protocol", Text(rule.Protocol));
        // The API says 0 where "all" was meant, and for icmp, which has no ports.
        var ports = rule.Ports == "0" ? rule.Protocol == "icmp" ? null : "all" : rule.Ports;
        if (ports is { Length: > 0 }) map = map.With("portRange", Text(ports));
        Put("Addresses", peers?.Addresses is { IsDefaultOrEmpty: false } addresses ? addresses.ToProperty() : null);
        Put("DropletIds", peers?.DropletIds is { IsDefaultOrEmpty: false } droplets ? droplets.ToProperty() : null);
        Put("KubernetesIds", peers?.KubernetesIds is { IsDefaultOrEmpty: false } clusters ? clusters.ToProperty() : null);
        Put("LoadBalancerUids", peers?.LoadBalancerUids is { IsDefaultOrEmpty: false } balancers ? balancers.ToProperty() : null);
        Put("Tags", peers?.Tags is { IsDefaultOrEmpty: false } tags ? tags.ToProperty() : null);
        return new PropertyValue.Map(map);

        void Put(string name, PropertyValue? value)
        {
            if (value is not null) map = map.With(side + name, value);
        }
    }

    // Order means nothing in any of a firewall's lists, and an empty list nothing at all.
    private static JsonNode? Normal(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map
            .Where(entry => entry.Value is not JsonArray { Count: 0 })
            .Select(entry => KeyValuePair.Create(entry.Key, Normal(entry.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Normal).OrderBy(item => item?.ToJsonString(), StringComparer.Ordinal)]),
        _ => node?.DeepClone(),
    };

    private static IEnumerable<PropertyMap> Rules(PropertyMap inputs, string side) =>
        inputs.Items(side).Select(item => item.Reveal()).OfType<PropertyValue.Map>().Select(map => map.Properties);

    private static PropertyValue Change(PendingChange change) => new PropertyValue.Map(PropertyMap.Empty
        .With("dropletId", new PropertyValue.Number(change.DropletId))
        .With("removing", new PropertyValue.Bool(change.Removing))
        .With("status", Text(change.Status)));

    private static JsonArray Texts(PropertyMap map, string name) => new([.. map.Texts(name).Select(text => JsonValue.Create(text))]);

    private static JsonArray Numbers(PropertyMap map, string name) =>
        new([.. map.Texts(name).Select(text => JsonValue.Create(long.Parse(text, CultureInfo.InvariantCulture)))]);

    private static ImmutableArray<T> Some<T>(ImmutableArray<T>? list) => list is { IsDefault: false } known ? known : [];

    private static PropertyValue.Text Text(string text) => new PropertyValue.Text(text);
}
