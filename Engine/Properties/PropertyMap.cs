using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace E3.Engine.Properties;

/// <summary>An immutable object of properties, ordered by name (ordinal) so that what is written is stable; equality is by content.</summary>
public sealed class PropertyMap : IReadOnlyDictionary<string, PropertyValue>, IEquatable<PropertyMap>
{
    private readonly ImmutableSortedDictionary<string, PropertyValue> _entries;

    private PropertyMap(ImmutableSortedDictionary<string, PropertyValue> entries) => _entries = entries;

    /// <summary>The map with no entries.</summary>
    public static PropertyMap Empty { get; } = new(ImmutableSortedDictionary.Create<string, PropertyValue>(StringComparer.Ordinal));

    /// <summary>A map of the given entries; of two with the same name the later wins.</summary>
    public static PropertyMap From(IEnumerable<KeyValuePair<string, PropertyValue>> entries) => new(Empty._entries.SetItems(entries));

    /// <inheritdoc/>
    public PropertyValue this[string key] => _entries[key];

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _entries.Keys;

    /// <inheritdoc/>
    public IEnumerable<PropertyValue> Values => _entries.Values;

    /// <inheritdoc/>
    public int Count => _entries.Count;

    /// <summary>A copy with one entry set.</summary>
    public PropertyMap With(string key, PropertyValue value) => new(_entries.SetItem(key, value));

    /// <summary>A copy without the entry.</summary>
    public PropertyMap Without(string key) => new(_entries.Remove(key));

    /// <summary>A copy with every secret unwrapped.</summary>
    public PropertyMap Reveal() => From(_entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Reveal())));

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _entries.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out PropertyValue value) => _entries.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, PropertyValue>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(PropertyMap? other) =>
        other is not null && Count == other.Count
        && _entries.All(entry => other.TryGetValue(entry.Key, out var value) && value.Equals(entry.Value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PropertyMap);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _entries.Aggregate(17, (hash, entry) => HashCode.Combine(hash, entry.Key, entry.Value));
}
