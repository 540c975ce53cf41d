using System.Collections.Immutable;
using System.Globalization;

namespace Pulumi;

/// <summary>Makes outputs, and combines them.</summary>
public static partial class Output
{
    /// <summary>A known output with this value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value.</param>
    public static Output<T> Create<T>(T value) => new(Task.FromResult(OutputData<T>.Plain(value)));

    /// <summary>An output that has the task's result once there is one.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The task; when it fails, the program fails.</param>
    public static Output<T> Create<T>(Task<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(AwaitAsync());

        async Task<OutputData<T>> AwaitAsync() => OutputData<T>.Plain(await value);
    }

    /// <summary>A known output with this value, to be encrypted in the state and masked in displays.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value.</param>
    public static Output<T> CreateSecret<T>(T value) => CreateSecret(Create(value));

    /// <summary>A secret output that has the task's result once there is one.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The task; when it fails, the program fails.</param>
    public static Output<T> CreateSecret<T>(Task<T> value) => CreateSecret(Create(value));

    /// <summary>The same output, secret from here on.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The output; it stays as it is.</param>
    public static Output<T> CreateSecret<T>(Output<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Map(data => data with { IsSecret = true });
    }

    /// <summary>The same output, not secret from here on.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="output">The output; it stays as it is.</param>
    public static Output<T> Unsecret<T>(Output<T> output) => output.Map(data => data with { IsSecret = false });

    /// <summary>Whether the output turns out to be secret.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="output">The output.</param>
    public static async Task<bool> IsSecretAsync<T>(Output<T> output) => (await output.DataTask).IsSecret;

    /// <summary>All the values as one output: unknown when one is, secret when one is.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="inputs">What to combine; order is kept.</param>
    public static Output<ImmutableArray<T>> All<T>(params Input<T>[] inputs) => Output<T>.All(inputs);

    /// <inheritdoc cref="All{T}(Input{T}[])"/>
    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Input<T>> inputs) => Output<T>.All(inputs);

    /// <inheritdoc cref="All{T}(Input{T}[])"/>
    /// <param name="outputs">What to combine; order is kept.</param>
    public static Output<ImmutableArray<T>> All<T>(params Output<T>[] outputs) => All(outputs.AsEnumerable());

    /// <inheritdoc cref="All{T}(Output{T}[])"/>
    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Output<T>> outputs)
        => Output<T>.All(outputs.Select(output => (Input<T>)output));

    /// <summary>An interpolated string whose holes may be inputs and outputs, as one output. Numbers are written culture-free.</summary>
    /// <param name="formattableString">The string, as <c>$"…{output}…"</c>.</param>
    public static Output<string> Format(FormattableString formattableString)
        => Output<object?>.All(formattableString.GetArguments().Select(argument => (Input<object?>)Untyped(argument)))
            .Apply(values => string.Format(CultureInfo.InvariantCulture, formattableString.Format, [.. values]));

    private static Output<object?> Untyped(object? value) => value switch
    {
        IInput input => Untyped(input.ToOutput()),
        IOutput output => new Output<object?>(output.GetBoxedDataAsync()),
        _ => Create(value),
    };
}
