using System.Collections;
using System.Collections.Immutable;

namespace Pulumi;

/// <summary>
/// A list as a property takes it: any mix of plain values and outputs, or one output of a whole list. Can be filled with a
/// collection initialiser.
/// </summary>
/// <typeparam name="T">The type of an element.</typeparam>
#pragma warning disable CA1010 // Its elements can only be enumerated asynchronously; IEnumerable is there for initialisers.
public sealed partial class InputList<T> : Input<ImmutableArray<T>>, IEnumerable, IAsyncEnumerable<Input<T>>
#pragma warning restore CA1010
{
    private Output<ImmutableArray<Input<T>>> _items;
    private Output<ImmutableArray<T>>? _flat;

    /// <summary>An empty list.</summary>
    public InputList() : this(Output.Create(ImmutableArray<Input<T>>.Empty))
    {
    }

    private InputList(Output<ImmutableArray<Input<T>>> items) => _items = items;

    /// <summary>Appends values.</summary>
    /// <param name="inputs">What to append.</param>
    public void Add(params Input<T>[] inputs) => Append(Output.Create(ImmutableArray.Create(inputs)));

    /// <summary>Appends another list.</summary>
    /// <param name="inputs">The other list; it stays as it is.</param>
    public void Add(InputList<T> inputs) => AddRange(inputs);

    /// <inheritdoc cref="Add(InputList{T})"/>
    public void AddRange(InputList<T> inputs) => Append(inputs._items);

    /// <summary>A new list: this one, then the other.</summary>
    /// <param name="other">The other list.</param>
    public InputList<T> Concat(InputList<T> other)
    {
        var both = new InputList<T>(_items);
        both.Append(other._items);
        return both;
    }

    /// <summary>The values, once they are all there; none while one is unknown.</summary>
    /// <param name="cancellationToken">Not used: the values come when they come.</param>
    public async IAsyncEnumerator<Input<T>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        foreach (var value in await AsOutput().ValueOrAsync([]))
        {
            yield return value;
        }
    }

    IEnumerator IEnumerable.GetEnumerator()
        => throw new NotSupportedException("An InputList can be enumerated only with 'await foreach': its values come later.");

    internal InputList<T> Clone() => new(_items);

    internal override Output<ImmutableArray<T>> AsOutput()
        => _flat ??= _items.Apply(items => items.IsDefault ? Output.Create(default(ImmutableArray<T>)) : Output.All(items.AsEnumerable()));

    private protected override IOutput Items() => _items;

    private void Append(Output<ImmutableArray<Input<T>>> more)
    {
        _flat = null;
        _items = Output.Tuple<ImmutableArray<Input<T>>, ImmutableArray<Input<T>>>(_items, more)
            .Apply(both => Filled(both.Item1).AddRange(Filled(both.Item2)));
    }

    private static ImmutableArray<Input<T>> Filled(ImmutableArray<Input<T>> items) => items.IsDefault ? [] : items;
}
