using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pulumi;

/// <summary>Lets System.Text.Json write and read values that have outputs and inputs inside.</summary>
internal sealed class NestedOutputs(OutputData<string>? source = null) : JsonConverterFactory
{
    /// <summary>The marks of all outputs written so far; the value means nothing.</summary>
    public OutputData<string> Seen { get; private set; } = OutputData<string>.Plain("");

    public List<Task> Pending { get; } = [];

    public JsonSerializerOptions AddTo(JsonSerializerOptions? options)
        => new(options ?? JsonSerializerOptions.Default) { Converters = { this } };

    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType &&
        (IsA(typeToConvert, typeof(Output<>)) || IsA(typeToConvert, typeof(Input<>)) ||
         IsA(typeToConvert, typeof(InputList<>)) || IsA(typeToConvert, typeof(InputMap<>)));

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        var element = typeToConvert.GenericTypeArguments[0];
        Type converter;
        if (IsA(typeToConvert, typeof(InputList<>)))
        {
            converter = typeof(Of<,>).MakeGenericType(typeToConvert, typeof(ImmutableArray<>).MakeGenericType(element));
        }
        else if (IsA(typeToConvert, typeof(InputMap<>)))
        {
            converter = typeof(Of<,>).MakeGenericType(
                typeToConvert, typeof(ImmutableDictionary<,>).MakeGenericType(typeof(string), element));
        }
        else
        {
            converter = typeof(Of<,>).MakeGenericType(typeToConvert, element);
        }

        return (JsonConverter)Activator.CreateInstance(converter, this)!;
    }

    private static bool IsA(Type type, Type definition) => type.GetGenericTypeDefinition() == definition;

    private T Note<T>(OutputData<T> data)
    {
        Seen = Seen.Then(data.With(""));
        return data.Value;
    }

    private Output<T> Read<T>(T value)
        => new(Task.FromResult(source is { } marks ? marks.With(value) : OutputData<T>.Plain(value)));

    private sealed class Of<TWrapper, TValue>(NestedOutputs owner) : JsonConverter<TWrapper>
    {
        public override TWrapper Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            object output = owner.Read(JsonSerializer.Deserialize<TValue>(ref reader, options)!);
            if (output is TWrapper same)
            {
                return same;
            }

            var conversion = typeof(TWrapper).GetMethod("op_Implicit", [output.GetType()])!;
            return (TWrapper)conversion.Invoke(null, [output])!;
        }

        public override void Write(Utf8JsonWriter writer, TWrapper value, JsonSerializerOptions options)
        {
            var output = value as Output<TValue> ?? (value as Input<TValue>)!.AsOutput();
            if (!output.DataTask.IsCompleted)
            {
                owner.Pending.Add(output.DataTask);
                writer.WriteNullValue();
                return;
            }

            var data = output.DataTask.GetAwaiter().GetResult();
            if (data.IsKnown)
            {
                JsonSerializer.Serialize(writer, owner.Note(data), options);
            }
            else
            {
                owner.Note(data);
                writer.WriteNullValue();
            }
        }
    }
}
