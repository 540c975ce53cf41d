using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi.Serialization;

/// <summary>
/// Properties that a provider takes as JSON text, because its protocol knows strings only (provider settings). A text has one mark of each
/// kind: a secret or an unknown anywhere in the value makes all of it secret or unknown.
/// </summary>
internal static class JsonText
{
    public static Output<string>? Of(string name, object? value) => value is null ? null : new Output<string>(TextAsync(name, value));

    private static async Task<OutputData<string>> TextAsync(string name, object value)
    {
        var data = value is IInput input ? await input.ToOutput().GetBoxedDataAsync() : OutputData<object?>.Plain(value);
        var writer = new ValueWriter(keepResources: false);
        var written = data.IsKnown ? await writer.WriteAsync(name, data.Value) ?? Value.ForNull() : Special.Unknown();
        var (bare, isSecret) = Special.Bare(written);
        return new(
            JsonFormatter.Default.Format(bare), !Special.ContainsUnknown(bare), data.IsSecret || isSecret, data.Resources.Union(writer.Dependencies));
    }
}
