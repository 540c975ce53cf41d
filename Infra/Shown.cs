using System.Collections.Immutable;
using System.Text.Json;
using E3.Benchmarks;
using E3.Infra.Hosts;
using E3.Infra.Overlays;
using Pulumi;

namespace E3.Infra;

/// <summary>The stack's outputs as plain lists and mappings, for people and other programs to read.</summary>
internal static class Shown
{
    public static Output<ImmutableArray<ImmutableDictionary<string, object>>> Hosts(IEnumerable<Host> hosts) =>
        Output.All(hosts.Select(host => Output.Tuple<string, string>(host.Address, host.HostKey).Apply(known => Mapping(
            ("name", host.Name),
            ("region", host.Placement.Region),
            ("party", host.Placement.Party),
            ("address", known.Item1),
            ("hostKey", known.Item2)))));

    public static Output<ImmutableArray<ImmutableDictionary<string, object>>> Overlays(IEnumerable<Overlay> overlays, ImmutableArray<Host> hosts) =>
        Output.All(overlays.Select(overlay => Addresses(overlay, hosts).Apply(addresses => Mapping(
            ("name", overlay.Kind.Name),
            ("trust", overlay.Kind.Profile.Trust),
            ("encryption", overlay.Kind.Profile.Encryption),
            ("identity", overlay.Kind.Profile.Identity),
            ("byHandFirst", overlay.Kind.Profile.ByHandFirst),
            ("byHandEachTime", overlay.Kind.Profile.ByHandEachTime),
            ("byHandAfterwards", overlay.Kind.Profile.ByHandAfterwards),
            ("links", addresses)))));

    public static Output<ImmutableArray<ImmutableDictionary<string, object?>>> Measurements(IEnumerable<Measurement> measurements) =>
        Output.All(measurements.Select(measurement => measurement.Result)).Apply(results => results
            // An update of some targets only leaves the others' results empty.
            .Where(json => !string.IsNullOrEmpty(json)).Select(Result).ToImmutableArray());

    /// <summary>The runner's JSON as lists and mappings, so that an output can be looked into (<c>stack output --json</c>).</summary>
    internal static ImmutableDictionary<string, object?> Result(string json)
    {
        using var document = JsonDocument.Parse(json);
        return (ImmutableDictionary<string, object?>)Plain(document.RootElement)!;
    }

    private static object? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().ToImmutableDictionary(property => property.Name, property => Plain(property.Value)),
        JsonValueKind.Array => value.EnumerateArray().Select(Plain).ToImmutableArray(),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        _ => null,
    };

    private static Output<ImmutableArray<ImmutableDictionary<string, object>>> Addresses(Overlay overlay, ImmutableArray<Host> hosts) =>
        Output.All(overlay.Links(hosts).Select(link => link.Address.Apply(address =>
            Mapping(("from", link.From.Name), ("to", link.To.Name), ("address", address)))));

    private static ImmutableDictionary<string, object> Mapping(params (string Key, object Value)[] entries) =>
        entries.ToImmutableDictionary(entry => entry.Key, entry => entry.Value);
}
