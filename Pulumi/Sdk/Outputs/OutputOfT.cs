using System.Collections.Immutable;

namespace Pulumi;

/// <summary>
/// A value that a resource gives, or one made from such values: it comes later, and it may stay unknown during a preview.
/// An output remembers the resources it came from and whether it is secret, and passes both on to whatever is made from it.
/// </summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class Output<T> : IOutput
{
    internal Output(Task<OutputData<T>> data)
    {
        DataTask = data;
        Deployment.Current?.InFlight.Add(data);
    }

    internal Task<OutputData<T>> DataTask { get; }

    /// <summary>An output that has the task's result: known, not secret, from no resource.</summary>
    /// <param name="value">The task; when it fails, the program fails.</param>
#pragma warning disable CA1000 // Part of the official API.
    public static Output<T> Create(Task<T> value) => Output.Create(value);
#pragma warning restore CA1000

    /// <summary>Runs an asynchronous action on the value.</summary>
    /// <inheritdoc cref="Apply{TResult}(Func{T, Output{TResult}})"/>
    public Output<ValueTuple> Apply(Func<T, Task> func) => Next(async value =>
    {
        await func(value);
        return OutputData<ValueTuple>.Plain(default);
    });

    /// <inheritdoc cref="Apply{TResult}(Func{T, Output{TResult}})"/>
    public Output<TResult> Apply<TResult>(Func<T, TResult> func)
        => Next(value => Task.FromResult(OutputData<TResult>.Plain(func(value))));

    /// <inheritdoc cref="Apply{TResult}(Func{T, Output{TResult}})"/>
    public Output<TResult> Apply<TResult>(Func<T, Task<TResult>> func)
        => Next(async value => OutputData<TResult>.Plain(await func(value)));

    /// <inheritdoc cref="Apply{TResult}(Func{T, Output{TResult}})"/>
    public Output<TResult> Apply<TResult>(Func<T, Input<TResult>?> func) => Next(value => DataOf(func(value)?.AsOutput()));

    /// <summary>
    /// Makes an output from this one's value. The result keeps this output's resources and secrecy, plus those of the output
    /// that <paramref name="func"/> returns. <paramref name="func"/> does not run while the value is unknown (preview).
    /// </summary>
    /// <typeparam name="TResult">The type of the new value.</typeparam>
    /// <param name="func">From the value to the new one. Do not create resources in it: a preview would miss them.</param>
    public Output<TResult> Apply<TResult>(Func<T, Output<TResult>?> func) => Next(value => DataOf(func(value)));

    /// <summary>As Apply, for code that does not know the type of the value.</summary>
    /// <typeparam name="TResult">The type of the new value.</typeparam>
    /// <param name="func">From the boxed value to the new output.</param>
    public Output<TResult> UntypedApply<TResult>(Func<object?, Output<TResult>> func) => Next(value => DataOf(func(value)));

    /// <summary>Not the value: an output cannot be read as text before it is there. Logs a warning that says what to do.</summary>
    public override string ToString()
    {
        const string Advice = "Calling [ToString] on an [Output<T>] gives no value: use output.Apply(v => $\"{v}\") " +
            "or Output.Format($\"{output}\"). See https://www.pulumi.com/docs/concepts/inputs-outputs";
        if (Environment.GetEnvironmentVariable("PULUMI_ERROR_OUTPUT_STRING")?.ToUpperInvariant() is "1" or "TRUE")
        {
            throw new InvalidOperationException(Advice);
        }

        if (Deployment.Current is not null)
        {
            Log.Warn(Advice);
        }

        return Advice;
    }

    async Task<OutputData<object?>> IOutput.GetBoxedDataAsync() => (await DataTask).Boxed();

    internal Output<T> Map(Func<OutputData<T>, OutputData<T>> change)
    {
        return new(ChangeAsync());

        async Task<OutputData<T>> ChangeAsync() => change(await DataTask);
    }

    internal async Task<T> ValueOrAsync(T whenUnknown)
    {
        var data = await DataTask;
        return data.IsKnown ? data.Value : whenUnknown;
    }

    internal static Output<T> Unknown(T value = default!) => new(Task.FromResult(new OutputData<T>(value, false, false, [])));

    internal static Output<ImmutableArray<T>> All(IEnumerable<Input<T>> inputs)
    {
        // Taken at once: the caller may go on changing its list.
        var outputs = inputs.Select(input => input.ToOutput()).ToList();
        return new(CollectAsync());

        async Task<OutputData<ImmutableArray<T>>> CollectAsync()
        {
            var all = OutputData<ImmutableArray<T>>.Plain([]);
            var values = ImmutableArray.CreateBuilder<T>(outputs.Count);
            foreach (var output in outputs)
            {
                var data = await output.DataTask;
                values.Add(data.Value);
                all = all.Then(data.With(all.Value));
            }

            return all with { Value = values.MoveToImmutable() };
        }
    }

    private static Task<OutputData<TResult>> DataOf<TResult>(Output<TResult>? output)
        => output?.DataTask ?? Task.FromResult(OutputData<TResult>.Plain(default!));

    private Output<TResult> Next<TResult>(Func<T, Task<OutputData<TResult>>> func)
    {
        return new(RunAsync());

        async Task<OutputData<TResult>> RunAsync()
        {
            var data = await DataTask;
            return data.IsKnown ? data.Then(await func(data.Value)) : data.With(default(TResult)!);
        }
    }
}
