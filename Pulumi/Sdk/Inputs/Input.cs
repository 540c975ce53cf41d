namespace Pulumi;

/// <summary>Something that can be given where a property is wanted, whatever its type.</summary>
internal interface IInput
{
    /// <summary>The value as serialisation wants it: of a collection, the items as they were given, each with its own marks.</summary>
    IOutput ToOutput();
}

/// <summary>What a property of a resource takes: a plain value, or an output.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public class Input<T> : IInput
{
    private readonly Output<T>? _output;

    private protected Input()
    {
    }

    private protected Input(Output<T> output) => _output = output ?? throw new ArgumentNullException(nameof(output));

    /// <summary>A plain value as an input.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator Input<T>(T value) => new(Output.Create(value));

    /// <summary>An output as an input.</summary>
    /// <param name="value">The output.</param>
    public static implicit operator Input<T>(Output<T> value) => new(value);

    /// <summary>The input as an output.</summary>
    /// <param name="input">The input.</param>
    public static implicit operator Output<T>(Input<T> input) => input.AsOutput();

    IOutput IInput.ToOutput() => Items();

    internal virtual Output<T> AsOutput() => _output!;

    private protected virtual IOutput Items() => AsOutput();
}
