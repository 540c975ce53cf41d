using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace E3.LocalCloud.Wan;

/// <summary>What a profile's YAML says, checked: every two regions have exactly one round trip, in both directions the same.</summary>
internal sealed class ProfileFile
{
    private const string DefaultQueueMs = "100";
    private static readonly string[] Keys = ["description", "round-trip-ms", "within-ms", "rate-mbit", "queue-ms", "same-as"];
    private readonly Dictionary<(string From, string To), TimeSpan> _roundTrips = [];
    private readonly SortedSet<string> _regions = new(StringComparer.Ordinal);

    private ProfileFile(string name, YamlMappingNode root)
    {
        Name = name;
        foreach (var (key, _) in root.Children)
            if (!Keys.Contains(Scalar(key)))
                throw Mistake(key, $"unknown key '{Scalar(key)}'; known are {string.Join(", ", Keys)}");
        Description = root.Children.TryGetValue("description", out var text) ? Scalar(text) : "";
        Within = Milliseconds(Demand(root, "within-ms"));
        Queue = Milliseconds(root.Children.TryGetValue("queue-ms", out var queue) ? queue : DefaultQueueMs);
        BitsPerSecond = root.Children.TryGetValue("rate-mbit", out var rate) ? Rate(rate) : null;

        var trips = Demand(root, "round-trip-ms");
        if (trips is YamlScalarNode)
            AnyRoundTrip = Milliseconds(trips);
        else
            ReadMatrix(Mapping(trips));
        if (root.Children.TryGetValue("same-as", out var aliases))
            ReadAliases(Mapping(aliases));
        if (AnyRoundTrip is null)
            DemandEveryPair(trips);
    }

    public string Name { get; }
    public string Description { get; }
    public TimeSpan Within { get; }
    public TimeSpan Queue { get; }
    public long? BitsPerSecond { get; }
    public TimeSpan? AnyRoundTrip { get; }
    public IReadOnlyCollection<string> Regions => _regions;
    public IReadOnlyDictionary<(string From, string To), TimeSpan> RoundTrips => _roundTrips;

    public static ProfileFile Parse(string name, string text)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw new LatencyProfileException($"latency profile '{name}', line {e.Start.Line}: not YAML: {e.Message}", e);
        }
        return yaml.Documents is [{ RootNode: YamlMappingNode root }]
            ? new ProfileFile(name, root)
            : throw new LatencyProfileException($"latency profile '{name}' is not one mapping of {string.Join(", ", Keys)}");
    }

    private void ReadMatrix(YamlMappingNode rows)
    {
        foreach (var (row, cells) in rows.Children)
            foreach (var (column, value) in Mapping(cells).Children)
            {
                var (a, b) = (Scalar(row), Scalar(column));
                if (a == b)
                    throw Mistake(column, $"'{a}' to itself is given by within-ms");
                if (!_roundTrips.TryAdd((a, b), Milliseconds(value)))
                    throw Mistake(column, $"the pair {a}, {b} is given twice; a round trip is the same from either end");
                _roundTrips[(b, a)] = _roundTrips[(a, b)];
                _regions.Add(a);
                _regions.Add(b);
            }
    }

    private void ReadAliases(YamlMappingNode aliases)
    {
        if (AnyRoundTrip is not null)
            throw Mistake(aliases, "same-as says nothing where round-trip-ms holds for any two regions");
        foreach (var (key, value) in aliases.Children)
        {
            var (alias, region) = (Scalar(key), Scalar(value));
            if (!_regions.Contains(region) || region == alias)
                throw Mistake(value, $"'{alias}' cannot be the same as '{region}': round-trip-ms knows {string.Join(", ", _regions)}");
            _regions.Add(alias);
            // A snapshot in file order: an alias is as far from an earlier alias as the region it stands for is.
            foreach (var other in _regions.Where(other => other != alias && other != region).ToList())
                if (_roundTrips.TryGetValue((region, other), out var trip) && _roundTrips.TryAdd((alias, other), trip))
                    _roundTrips[(other, alias)] = trip;
            if (_roundTrips.TryAdd((alias, region), Within))
                _roundTrips[(region, alias)] = Within;
        }
    }

    private void DemandEveryPair(YamlNode trips)
    {
        var missing = _regions.SelectMany(a => _regions.Where(b => string.CompareOrdinal(a, b) < 0).Select(b => (a, b)))
            .Where(pair => !_roundTrips.ContainsKey(pair)).Select(pair => $"{pair.a}-{pair.b}").ToList();
        if (_regions.Count == 0 || missing.Count > 0)
            throw Mistake(trips, _regions.Count == 0 ? "round-trip-ms names no region" : $"no round trip for {string.Join(", ", missing)}");
    }

    private TimeSpan Milliseconds(YamlNode node) => TimeSpan.FromMilliseconds(Number(node, 0, 60_000));

    private long? Rate(YamlNode node) => (long)(Number(node, 0.001, 1_000_000) * 1e6);

    private double Number(YamlNode node, double least, double most) =>
        double.TryParse(Scalar(node), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Mistake(node, $"'{Scalar(node)}' is not a number from {least} to {most}");

    private YamlNode Demand(YamlMappingNode root, string key) =>
        root.Children.TryGetValue(key, out var node) ? node : throw Mistake(root, $"the key '{key}' is missing");

    private string Scalar(YamlNode node) => node is YamlScalarNode { Value: { } value } ? value : throw Mistake(node, "a single value belongs here");

    private YamlMappingNode Mapping(YamlNode node) => node as YamlMappingNode ?? throw Mistake(node, "a mapping of regions belongs here");

    private LatencyProfileException Mistake(YamlNode node, string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"latency profile '{Name}', line {node.Start.Line}: {what}"));
}
