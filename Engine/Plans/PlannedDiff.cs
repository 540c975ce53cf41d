using System.Collections.Immutable;
using E3.Engine.Properties;

namespace E3.Engine.Plans;

/// <summary>How properties were to change: those that come, those that go, those that get another value. An unknown value may become any.</summary>
internal sealed record PlannedDiff(PropertyMap Adds, ImmutableArray<string> Deletes, PropertyMap Updates)
{
    public static PlannedDiff None { get; } = new(PropertyMap.Empty, [], PropertyMap.Empty);

    public static PlannedDiff Between(PropertyMap old, PropertyMap current) => new(
        PropertyMap.From(current.Where(entry => !old.ContainsKey(entry.Key))),
        [.. old.Keys.Where(name => !current.ContainsKey(name))],
        PropertyMap.From(current.Where(entry => old.TryGetValue(entry.Key, out var before) && !Same(before, entry.Value))));

    /// <summary>The properties whose change is not the planned one.</summary>
    public IEnumerable<string> Violations(PropertyMap old, PropertyMap current) => old.Keys.Union(current.Keys).Union(Adds.Keys).Union(Updates.Keys).Union(Deletes)
        .Where(name => !Allows(name, old.GetValueOrDefault(name), current.GetValueOrDefault(name))).Order(StringComparer.Ordinal);

    private bool Allows(string name, PropertyValue? old, PropertyValue? current)
    {
        // What was unknown may turn out to be nothing.
        if (Adds.TryGetValue(name, out var added))
            return current is null ? added.Reveal() is PropertyValue.Unknown : Accepts(added, current);
        if (Updates.TryGetValue(name, out var updated))
            return current is null ? updated.Reveal() is PropertyValue.Unknown : old is not null && Accepts(updated, current);
        if (Deletes.Contains(name))
            return current is null;
        return (old, current) is (null, null) || (old is not null && current is not null && Same(old, current));
    }

    private static bool Same(PropertyValue one, PropertyValue other) => one.Reveal().Essence().Equals(other.Reveal().Essence());

    private static bool Accepts(PropertyValue planned, PropertyValue actual) => (planned, actual) switch
    {
        (PropertyValue.Secret secret, _) => Accepts(secret.Inner, actual),
        (_, PropertyValue.Secret secret) => Accepts(planned, secret.Inner),
        (PropertyValue.Unknown, _) => true,
        (PropertyValue.Map map, PropertyValue.Map other) => map.Properties.Keys.Union(other.Properties.Keys).All(name =>
            map.Properties.TryGetValue(name, out var expected)
                ? other.Properties.TryGetValue(name, out var value) ? Accepts(expected, value) : expected.Reveal() is PropertyValue.Unknown
                : false),
        (PropertyValue.List list, PropertyValue.List other) => list.Items.Length == other.Items.Length
            && list.Items.Zip(other.Items).All(pair => Accepts(pair.First, pair.Second)),
        _ => planned.Equals(actual),
    };
}
