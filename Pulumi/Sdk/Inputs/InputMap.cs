using System.Collections;
using System.Collections.Immutable;

namespace Pulumi;

/// <summary>
/// A map from strings as a property takes it: any mix of plain values and outputs, or one output of a whole map. Can be
/// filled with a collection initialiser.
/// </summary>
/// <typeparam name="TValue">The type of a value.</typeparam>
#pragma warning disable CA1010 // Its entries can only be enumerated asynchronously; IEnumerable is there for initialisers.
public sealed class InputMap<TValue> : Input<ImmutableDictionary<string, TValue>>, IEnumerable,
    IAsyncEnumerable<Input<KeyValuePair<string, TValue>>>
#pragma warning restore CA1010
{
    private Output<ImmutableDictionary<string, Input<TValue>>> _items;
    private Output<ImmutableDictionary<string, TValue>>? _flat;

    /// <summary>An empty map.</summary>
    public InputMap() : this(Output.Create(ImmutableDictionary<string, Input<TValue>>.Empty))
    {
    }

    private InputMap(Output<ImmutableDictionary<string, Input<TValue>>> items) => _items = items;

    /// <summary>Adds an entry; a key that is there already may only get the value it has.</summary>
    /// <param name="key">The key.</param>
    public Input<TValue> this[string key]
    {
        set => Add(key, value);
    }

    /// <summary>One map of two: where both have a key, the second one's value.</summary>
    /// <param name="first">The map that gives way.</param>
    /// <param name="second">The map that wins.</param>
#pragma warning disable CA1000 // Part of the official API.
    public static InputMap<TValue> Merge(InputMap<TValue> first, InputMap<TValue> second)
        => new(Both(first, second).Apply(maps => maps.Item1.SetItems(maps.Item2)));
#pragma warning restore CA1000

    /// <inheritdoc cref="this[string]"/>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    public void Add(string key, Input<TValue> value) => Become(_items.Apply(items => items.SetItem(
        key,
        items.TryGetValue(key, out var present) ? Same(key, present, value) : value)));

    /// <summary>Adds all entries of another map.</summary>
    /// <param name="values">The other map; it stays as it is.</param>
    public void Add(InputMap<TValue> values) => AddRange(values);

    /// <inheritdoc cref="Add(InputMap{TValue})"/>
    public void AddRange(InputMap<TValue> values) => Become(Both(this, values).Apply(maps => maps.Item1.AddRange(maps.Item2)));

    /// <summary>The entries, once they are all there; none while one is unknown.</summary>
    /// <param name="cancellationToken">Not used: the values come when they come.</param>
    public async IAsyncEnumerator<Input<KeyValuePair<string, TValue>>> GetAsyncEnumerator(
        CancellationToken cancellationToken)
    {
        foreach (var entry in await AsOutput().ValueOrAsync(ImmutableDictionary<string, TValue>.Empty))
        {
            yield return entry;
        }
    }

    IEnumerator IEnumerable.GetEnumerator()
        => throw new NotSupportedException("An InputMap can be enumerated only with 'await foreach': its values come later.");

    /// <summary>A map of these entries.</summary>
    /// <param name="values">The entries; copied.</param>
    public static implicit operator InputMap<TValue>(Dictionary<string, TValue> values)
        => Output.Create(values.ToImmutableDictionary());

    /// <inheritdoc cref="op_Implicit(Dictionary{string, TValue})"/>
    public static implicit operator InputMap<TValue>(ImmutableDictionary<string, TValue> values) => Output.Create(values);

    /// <summary>A map that comes as a whole.</summary>
    /// <param name="values">The output of it.</param>
    public static implicit operator InputMap<TValue>(Output<Dictionary<string, TValue>> values)
        => values.Apply(all => all.ToImmutableDictionary());

    /// <inheritdoc cref="op_Implicit(Output{Dictionary{string, TValue}})"/>
    public static implicit operator InputMap<TValue>(Output<IDictionary<string, TValue>> values)
        => values.Apply(all => all.ToImmutableDictionary());

    // A null map stays null, as it does in the official SDK: a resource's output can be one.
    /// <inheritdoc cref="op_Implicit(Output{Dictionary{string, TValue}})"/>
    public static implicit operator InputMap<TValue>(Output<ImmutableDictionary<string, TValue>> values)
        => new(values.Apply(all => all?.ToImmutableDictionary(entry => entry.Key, entry => (Input<TValue>)entry.Value)!));

    internal override Output<ImmutableDictionary<string, TValue>> AsOutput() => _flat ??= _items.Apply(items =>
        items is null
            ? Output.Create(default(ImmutableDictionary<string, TValue>)!)
            : Output.All(items.Select(entry => (Input<KeyValuePair<string, TValue>>)entry.Value.Apply(
                value => KeyValuePair.Create(entry.Key, value)))).Apply(entries => entries.ToImmutableDictionary()));

    private protected override IOutput Items() => _items;

    private static Output<(ImmutableDictionary<string, Input<TValue>>, ImmutableDictionary<string, Input<TValue>>)> Both(
        InputMap<TValue> first, InputMap<TValue> second)
        => Output.Tuple<ImmutableDictionary<string, Input<TValue>>, ImmutableDictionary<string, Input<TValue>>>(
            first._items, second._items);

    private static Output<TValue> Same(string key, Input<TValue> present, Input<TValue> value)
        => Output.Tuple(present, value).Apply(pair => EqualityComparer<TValue>.Default.Equals(pair.Item1, pair.Item2)
            ? pair.Item1
            : throw new ArgumentException($"Key '{key}' already exists in the map with a different value."));

    private void Become(Output<ImmutableDictionary<string, Input<TValue>>> items) => (_items, _flat) = (items, null);
}
