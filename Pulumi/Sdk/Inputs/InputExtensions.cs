namespace Pulumi;

/// <summary>What outputs can do, for inputs. A missing input counts as the type's default value.</summary>
public static class InputExtensions
{
    /// <inheritdoc cref="Output{T}.Apply{TResult}(Func{T, Output{TResult}})"/>
    public static Output<TResult> Apply<T, TResult>(this Input<T>? input, Func<T, TResult> func)
        => input.ToOutput().Apply(func);

    /// <inheritdoc cref="Output{T}.Apply{TResult}(Func{T, Output{TResult}})"/>
    public static Output<TResult> Apply<T, TResult>(this Input<T>? input, Func<T, Task<TResult>> func)
        => input.ToOutput().Apply(func);

    /// <inheritdoc cref="Output{T}.Apply{TResult}(Func{T, Output{TResult}})"/>
    public static Output<TResult> Apply<T, TResult>(this Input<T>? input, Func<T, Input<TResult>?> func)
        => input.ToOutput().Apply(func);

    /// <inheritdoc cref="Output{T}.Apply{TResult}(Func{T, Output{TResult}})"/>
    public static Output<TResult> Apply<T, TResult>(this Input<T>? input, Func<T, Output<TResult>?> func)
        => input.ToOutput().Apply(func);

    /// <summary>The input as an output.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="input">The input; null gives the type's default value.</param>
    public static Output<T> ToOutput<T>(this Input<T>? input) => input?.AsOutput() ?? Output.Create(default(T)!);
}

/// <summary>Lets a list of unions take either alternative.</summary>
public static class InputListExtensions
{
    /// <summary>Appends a value of the first alternative.</summary>
    /// <typeparam name="T0">First alternative.</typeparam>
    /// <typeparam name="T1">Second alternative.</typeparam>
    /// <param name="list">The list to extend.</param>
    /// <param name="value">What to append.</param>
    public static void Add<T0, T1>(this InputList<Union<T0, T1>> list, Input<T0> value)
        => list.Add(value.Apply(Union<T0, T1>.FromT0));

    /// <summary>Appends a value of the second alternative.</summary>
    /// <inheritdoc cref="Add{T0, T1}(InputList{Union{T0, T1}}, Input{T0})"/>
    public static void Add<T0, T1>(this InputList<Union<T0, T1>> list, Input<T1> value)
        => list.Add(value.Apply(Union<T0, T1>.FromT1));
}

/// <summary>Lets a map of unions take either alternative.</summary>
public static class InputMapExtensions
{
    /// <summary>Adds a value of the first alternative.</summary>
    /// <typeparam name="T0">First alternative.</typeparam>
    /// <typeparam name="T1">Second alternative.</typeparam>
    /// <param name="map">The map to extend.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">What to add.</param>
    public static void Add<T0, T1>(this InputMap<Union<T0, T1>> map, string key, Input<T0> value)
        => map.Add(key, value.Apply(Union<T0, T1>.FromT0));

    /// <summary>Adds a value of the second alternative.</summary>
    /// <inheritdoc cref="Add{T0, T1}(InputMap{Union{T0, T1}}, string, Input{T0})"/>
    public static void Add<T0, T1>(this InputMap<Union<T0, T1>> map, string key, Input<T1> value)
        => map.Add(key, value.Apply(Union<T0, T1>.FromT1));
}
