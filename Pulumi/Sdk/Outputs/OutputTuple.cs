namespace Pulumi;

// Each overload waits for its parts in turn; they run side by side already, so the order costs nothing.
public static partial class Output
{
    /// <summary>Several values as one output of a tuple: unknown when one is, secret when one is.</summary>
    public static Output<(T1, T2)> Tuple<T1, T2>(
        Input<T1> item1, Input<T2> item2)
    {
        var (first, second) = (item1.ToOutput(), item2.ToOutput());
        return new(JoinAsync());

        async Task<OutputData<(T1, T2)>> JoinAsync()
        {
            var data = await first.DataTask;
            var other = await second.DataTask;
            return data.Then(other.With((data.Value, other.Value)));
        }
    }

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3)> Tuple<T1, T2, T3>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3)
        => Tuple(Tuple(item1, item2), item3.ToOutput())
            .Map(t => (t.Item1.Item1, t.Item1.Item2, t.Item2));

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3, T4)> Tuple<T1, T2, T3, T4>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3, Input<T4> item4)
        => Tuple(Tuple(item1, item2, item3), item4.ToOutput())
            .Map(t => (t.Item1.Item1, t.Item1.Item2, t.Item1.Item3, t.Item2));

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3, T4, T5)> Tuple<T1, T2, T3, T4, T5>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3, Input<T4> item4, Input<T5> item5)
        => Tuple(Tuple(item1, item2, item3, item4), item5.ToOutput())
            .Map(t => (t.Item1.Item1, t.Item1.Item2, t.Item1.Item3, t.Item1.Item4, t.Item2));

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3, T4, T5, T6)> Tuple<T1, T2, T3, T4, T5, T6>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3, Input<T4> item4, Input<T5> item5, Input<T6> item6)
        => Tuple(Tuple(item1, item2, item3, item4, item5), item6.ToOutput())
            .Map(t => (t.Item1.Item1, t.Item1.Item2, t.Item1.Item3, t.Item1.Item4, t.Item1.Item5, t.Item2));

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3, T4, T5, T6, T7)> Tuple<T1, T2, T3, T4, T5, T6, T7>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3, Input<T4> item4, Input<T5> item5, Input<T6> item6, Input<T7> item7)
        => Tuple(Tuple(item1, item2, item3, item4, item5, item6), item7.ToOutput())
            .Map(t => (t.Item1.Item1, t.Item1.Item2, t.Item1.Item3, t.Item1.Item4, t.Item1.Item5, t.Item1.Item6, t.Item2));

    /// <inheritdoc cref="Tuple{T1, T2}(Input{T1}, Input{T2})"/>
    public static Output<(T1, T2, T3, T4, T5, T6, T7, T8)> Tuple<T1, T2, T3, T4, T5, T6, T7, T8>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3, Input<T4> item4,
        Input<T5> item5, Input<T6> item6, Input<T7> item7, Input<T8> item8)
        => Tuple(Tuple(item1, item2, item3, item4, item5, item6, item7), item8.ToOutput())
            .Map(t => (t.Item1.Item1, t.Item1.Item2, t.Item1.Item3, t.Item1.Item4, t.Item1.Item5, t.Item1.Item6, t.Item1.Item7, t.Item2));

    // Unlike Apply, also changes the shape of a value that is not known, so that no mark is lost and nothing runs twice.
    private static Output<TResult> Map<T, TResult>(this Output<T> output, Func<T, TResult> shape)
    {
        return new(ShapeAsync());

        async Task<OutputData<TResult>> ShapeAsync()
        {
            var data = await output.DataTask;
            return data.With(shape(data.Value));
        }
    }
}
