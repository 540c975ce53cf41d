using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi.Serialization;

/// <summary>Properties that a provider takes as JSON text, because its protocol knows strings only (provider settings).</summary>
internal static class JsonText
{
    public static Output<string>? Of(string name, object? value) => value switch
    {
        null => null,
        IInput input => new Output<object?>(input.ToOutput().GetBoxedDataAsync()).Apply(inner => TextAsync(name, inner)),
        _ => Output.Create(TextAsync(name, value)),
    };

    private static async Task<string> TextAsync(string name, object? value)
        => JsonFormatter.Default.Format(await new ValueWriter(keepResources: false).WriteAsync(name, value) ?? Value.ForNull());
}
