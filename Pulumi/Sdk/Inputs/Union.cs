using OneOf;

namespace Pulumi;

/// <summary>A union whose types are not known where it is used.</summary>
internal interface IUnion
{
    object Value { get; }
}

/// <summary>A value of one of two types.</summary>
/// <typeparam name="T0">First alternative.</typeparam>
/// <typeparam name="T1">Second alternative.</typeparam>
public readonly struct Union<T0, T1> : IEquatable<Union<T0, T1>>, IUnion
{
    private readonly OneOf<T0, T1> _held;

    private Union(OneOf<T0, T1> held) => _held = held;

    /// <summary>The first alternative; throws when the other is held.</summary>
    public T0 AsT0 => _held.AsT0;

    /// <summary>The second alternative; throws when the other is held.</summary>
    public T1 AsT1 => _held.AsT1;

    /// <summary>Whether the first alternative is held.</summary>
    public bool IsT0 => _held.IsT0;

    /// <summary>Whether the second alternative is held.</summary>
    public bool IsT1 => _held.IsT1;

    /// <summary>Whatever is held.</summary>
    public object Value => _held.Value;

#pragma warning disable CA1000 // Part of the official API.
    /// <summary>A union that holds its first alternative.</summary>
    /// <param name="input">The value.</param>
    public static Union<T0, T1> FromT0(T0 input) => new(input);

    /// <summary>A union that holds its second alternative.</summary>
    /// <param name="input">The value.</param>
    public static Union<T0, T1> FromT1(T1 input) => new(input);
#pragma warning restore CA1000

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Union<T0, T1> other && Equals(other);

    /// <inheritdoc/>
    public bool Equals(Union<T0, T1> other) => _held.Equals(other._held);

    /// <inheritdoc/>
    public override int GetHashCode() => _held.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => _held.ToString();

    /// <summary>The union with its first alternative changed, if that is held.</summary>
    /// <typeparam name="TResult">The new first alternative.</typeparam>
    /// <param name="mapFunc">From the old to the new.</param>
    public Union<TResult, T1> MapT0<TResult>(Func<T0, TResult> mapFunc)
        => Match(t0 => Union<TResult, T1>.FromT0(mapFunc(t0)), Union<TResult, T1>.FromT1);

    /// <summary>The union with its second alternative changed, if that is held.</summary>
    /// <typeparam name="TResult">The new second alternative.</typeparam>
    /// <param name="mapFunc">From the old to the new.</param>
    public Union<T0, TResult> MapT1<TResult>(Func<T1, TResult> mapFunc)
        => Match(Union<T0, TResult>.FromT0, t1 => Union<T0, TResult>.FromT1(mapFunc(t1)));

    /// <summary>The union with whichever alternative is held changed.</summary>
    /// <typeparam name="TResult0">The new first alternative.</typeparam>
    /// <typeparam name="TResult1">The new second alternative.</typeparam>
    /// <param name="mapFunc0">For the first.</param>
    /// <param name="mapFunc1">For the second.</param>
    public Union<TResult0, TResult1> Bimap<TResult0, TResult1>(Func<T0, TResult0> mapFunc0, Func<T1, TResult1> mapFunc1)
        => Match(
            t0 => Union<TResult0, TResult1>.FromT0(mapFunc0(t0)),
            t1 => Union<TResult0, TResult1>.FromT1(mapFunc1(t1)));

    /// <summary>The result of the function for whichever alternative is held.</summary>
    /// <typeparam name="TResult">The type of the result.</typeparam>
    /// <param name="f0">For the first.</param>
    /// <param name="f1">For the second.</param>
    public TResult Match<TResult>(Func<T0, TResult> f0, Func<T1, TResult> f1) => _held.Match(f0, f1);

    /// <summary>Runs the action for whichever alternative is held.</summary>
    /// <param name="f0">For the first.</param>
    /// <param name="f1">For the second.</param>
    public void Switch(Action<T0> f0, Action<T1> f1) => _held.Switch(f0, f1);

    /// <summary>The first alternative if held, else what there is.</summary>
    /// <param name="value">The first alternative, or its default.</param>
    /// <param name="remainder">The second alternative, or its default.</param>
    public bool TryPickT0(out T0 value, out T1 remainder) => _held.TryPickT0(out value, out remainder);

    /// <summary>The second alternative if held, else what there is.</summary>
    /// <param name="value">The second alternative, or its default.</param>
    /// <param name="remainder">The first alternative, or its default.</param>
    public bool TryPickT1(out T1 value, out T0 remainder) => _held.TryPickT1(out value, out remainder);

    /// <inheritdoc cref="FromT0"/>
    /// <param name="t">The value.</param>
    public static implicit operator Union<T0, T1>(T0 t) => FromT0(t);

    /// <inheritdoc cref="FromT1"/>
    /// <param name="t">The value.</param>
    public static implicit operator Union<T0, T1>(T1 t) => FromT1(t);

    /// <summary>Whether both hold the same alternative with equal values.</summary>
    public static bool operator ==(Union<T0, T1> left, Union<T0, T1> right) => left.Equals(right);

    /// <summary>Whether the two differ.</summary>
    public static bool operator !=(Union<T0, T1> left, Union<T0, T1> right) => !left.Equals(right);
}
