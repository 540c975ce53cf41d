using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Shorthands for outputs of arrays and unions.</summary>
public static class OutputExtensions
{
    /// <summary>The element at an index; a bad index fails the program.</summary>
    /// <typeparam name="T">The element's type.</typeparam>
    /// <param name="array">The array.</param>
    /// <param name="index">From 0.</param>
    public static Output<T> GetAt<T>(this Output<ImmutableArray<T>> array, Input<int> index)
        => Output.Tuple(array, index.ToOutput()).Apply(pair => pair.Item1[pair.Item2]);

    /// <summary>The first element; an empty array fails the program.</summary>
    /// <typeparam name="T">The element's type.</typeparam>
    /// <param name="array">The array.</param>
    public static Output<T> First<T>(this Output<ImmutableArray<T>> array) => array.Apply(values => values[0]);

    /// <summary>How many elements there are.</summary>
    /// <typeparam name="T">The element's type.</typeparam>
    /// <param name="array">The array.</param>
    public static Output<int> Length<T>(this Output<ImmutableArray<T>> array) => array.Apply(values => values.Length);

    /// <summary>Whether the union holds its first alternative.</summary>
    /// <typeparam name="T0">First alternative.</typeparam>
    /// <typeparam name="T1">Second alternative.</typeparam>
    /// <param name="output">The union.</param>
    public static Output<bool> IsT0<T0, T1>(this Output<Union<T0, T1>> output) => output.Apply(union => union.IsT0);

    /// <summary>Whether the union holds its second alternative.</summary>
    /// <inheritdoc cref="IsT0"/>
    public static Output<bool> IsT1<T0, T1>(this Output<Union<T0, T1>> output) => output.Apply(union => union.IsT1);

    /// <summary>The first alternative; fails the program when the union holds the other.</summary>
    /// <inheritdoc cref="IsT0"/>
    public static Output<T0> AsT0<T0, T1>(this Output<Union<T0, T1>> output) => output.Apply(union => union.AsT0);

    /// <summary>The second alternative; fails the program when the union holds the other.</summary>
    /// <inheritdoc cref="IsT0"/>
    public static Output<T1> AsT1<T0, T1>(this Output<Union<T0, T1>> output) => output.Apply(union => union.AsT1);

    /// <summary>Whatever the union holds.</summary>
    /// <inheritdoc cref="IsT0"/>
    public static Output<object> Value<T0, T1>(this Output<Union<T0, T1>> output) => output.Apply(union => union.Value);
}
