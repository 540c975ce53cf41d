using System.Collections.Immutable;

namespace Pulumi;

/// <summary>The outputs of another stack, as its last update left them.</summary>
public class StackReference : CustomResource
{
    /// <summary>Reads the outputs of a stack.</summary>
    /// <param name="name">The name of this reference; without arguments, also the stack's.</param>
    /// <param name="args">The stack's name; <c>stack</c>, <c>project/stack</c> or <c>organization/project/stack</c>.</param>
    /// <param name="options">Everything else.</param>
    public StackReference(string name, StackReferenceArgs? args = null, CustomResourceOptions? options = null)
        : base(
            "pulumi:pulumi:StackReference",
            name,
            new StackReferenceArgs { Name = args?.Name ?? name },
            CustomResourceOptions.Merge(options, new() { Id = args?.Name ?? name }))
    {
    }

    /// <summary>The stack's name.</summary>
    [Output("name")]
    public Output<string> Name { get; private set; } = null!;

    /// <summary>All its outputs; secret when one of them is.</summary>
    [Output("outputs")]
    public Output<ImmutableDictionary<string, object>> Outputs { get; private set; } = null!;

    /// <summary>Which of its outputs are secret.</summary>
    [Output("secretOutputNames")]
    public Output<ImmutableArray<string>> SecretOutputNames { get; private set; } = null!;

    /// <summary>An output of the stack; null where there is none. Secret only if that very output is.</summary>
    /// <param name="name">The output's name.</param>
    public Output<object?> GetOutput(Input<string> name) => Named(name, (outputs, key) => outputs.GetValueOrDefault(key));

    /// <summary>An output of the stack; the program fails where there is none. Secret only if that very output is.</summary>
    /// <param name="name">The output's name.</param>
    public Output<object> RequireOutput(Input<string> name)
    {
        var required = Output.Tuple(name.ToOutput(), Name, Outputs).Apply(
            found => found.Item3.TryGetValue(found.Item1, out var value)
                ? value
                : throw new KeyNotFoundException($"Required output '{found.Item1}' does not exist on stack '{found.Item2}'."));
        return Marked(name, required);
    }

    /// <summary>An output of the stack, at once; secret or not, both values null where there is none.</summary>
    /// <param name="name">The output's name.</param>
    public async Task<StackReferenceOutputDetails> GetOutputDetailsAsync(string name)
    {
        var data = await GetOutput(name).DataTask;
        return data.IsSecret ? new() { SecretValue = data.Value } : new() { Value = data.Value };
    }

    /// <summary>An output of the stack, at once; null where there is none. A secret one is an error.</summary>
    /// <param name="name">The output's name.</param>
    /// <exception cref="InvalidOperationException">The output is secret.</exception>
    public Task<object?> GetValueAsync(Input<string> name) => PlainAsync(GetOutput(name), nameof(GetValueAsync), nameof(GetOutput));

    /// <summary>An output of the stack, at once. One that is not there, or is secret, is an error.</summary>
    /// <param name="name">The output's name.</param>
    /// <exception cref="InvalidOperationException">The output is secret.</exception>
    /// <exception cref="KeyNotFoundException">The stack has no such output.</exception>
    public Task<object> RequireValueAsync(Input<string> name)
        => PlainAsync(RequireOutput(name), nameof(RequireValueAsync), nameof(RequireOutput));

    private static async Task<T> PlainAsync<T>(Output<T> output, string method, string instead)
    {
        var data = await output.DataTask;
        return data.IsSecret
            ? throw new InvalidOperationException(
                $"Cannot call '{method}' if the referenced stack has secret outputs. Use '{instead}' instead.")
            : data.Value;
    }

    private Output<T> Named<T>(Input<string> name, Func<ImmutableDictionary<string, object>, string, T> find) => Marked(
        name, Output.Tuple(name.ToOutput(), Outputs).Apply(found => find(found.Item2, found.Item1)));

    // All outputs together are secret when one is. Which ones really are is known by name; while it is not, all of them.
    private Output<T> Marked<T>(Input<string> name, Output<T> output)
    {
        return new(MarkAsync());

        async Task<OutputData<T>> MarkAsync()
        {
            var data = await output.DataTask;
            var key = await name.ToOutput().DataTask;
            var secret = await SecretOutputNames.DataTask;
            var isSecret = key.IsKnown && secret is { IsKnown: true, Value.IsDefault: false }
                ? secret.Value.Contains(key.Value)
                : (await Outputs.DataTask).IsSecret;
            return data with { IsSecret = isSecret };
        }
    }
}

/// <summary>Which stack a <see cref="StackReference"/> reads.</summary>
public class StackReferenceArgs : ResourceArgs
{
    /// <summary>The stack's name; <c>stack</c>, <c>project/stack</c> or <c>organization/project/stack</c>.</summary>
    [Input("name", required: true)]
    public Input<string>? Name { get; set; }
}

/// <summary>An output of another stack: at most one of the two has a value.</summary>
public sealed class StackReferenceOutputDetails
{
    /// <summary>The value of an output that is not secret.</summary>
    public object? Value { get; set; }

    /// <summary>The value of an output that is secret.</summary>
    public object? SecretValue { get; set; }
}
