using System.Text.Json;

namespace Pulumi;

public static partial class Output
{
    /// <summary>
    /// The value as JSON text. Outputs and inputs inside the value are written as their values; when one of them is unknown
    /// or secret, so is the whole text.
    /// </summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">What to write.</param>
    /// <param name="options">How System.Text.Json writes it; not changed.</param>
    public static Output<string> JsonSerialize<T>(Output<T> value, JsonSerializerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(WriteAsync());

        async Task<OutputData<string>> WriteAsync()
        {
            var data = await value.DataTask;
            if (!data.IsKnown)
            {
                return data.With("");
            }

            while (true)
            {
                // A converter cannot wait. It notes the outputs that are not there yet, and the text is written once they are.
                var nested = new NestedOutputs();
                var text = JsonSerializer.Serialize(data.Value, nested.AddTo(options));
                if (nested.Pending.Count == 0)
                {
                    return data.Then(nested.Seen with { Value = nested.Seen.IsKnown ? text : "" });
                }

                await Task.WhenAll(nested.Pending);
            }
        }
    }

    /// <summary>A value from JSON text; an output or input inside its type gets the secrecy and the resources of the text.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="json">The text.</param>
    /// <param name="options">How System.Text.Json reads it; not changed.</param>
    public static Output<T> JsonDeserialize<T>(Output<string> json, JsonSerializerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return new(ReadAsync());

        async Task<OutputData<T>> ReadAsync()
        {
            var data = await json.DataTask;
            return data.With(data.IsKnown
                ? JsonSerializer.Deserialize<T>(data.Value, new NestedOutputs(data).AddTo(options))!
                : default!);
        }
    }
}
