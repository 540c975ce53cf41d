using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Enum = System.Enum;
using Type = System.Type;

namespace Pulumi.Serialization;

/// <summary>
/// Turns a value from the engine into one of the type that an output has. A secret or an unknown anywhere inside makes the
/// whole output secret or unknown: an output has one mark of each.
/// </summary>
/// <param name="warn">Told about values that do not fit their type; a default stands in for them.</param>
/// <param name="keepOutputs">Whether what the engine sends as an output becomes one, with marks of its own.</param>
internal sealed class ValueReader(Action<string> warn, bool keepOutputs = false)
{
    private bool _isKnown = true;
    private bool _isSecret;

    public static OutputData<object?> Read(Value value, Type type, string where, Action<string> warn)
    {
        ValueTypes.Require(type, where);
        var reader = new ValueReader(warn);
        var result = reader.ReadOrDefault(value, type, where);
        return new(result, reader._isKnown, reader._isSecret, []);
    }

    public static OutputData<T> Read<T>(Value value, string where, Action<string> warn)
    {
        var data = Read(value, typeof(T), where, warn);
        return data.With(data.Value is null ? default! : (T)data.Value);
    }

    /// <summary>For code that takes any shape: what the engine sends as an output stays one.</summary>
    public static OutputData<object?> ReadLive(Value value)
    {
        var reader = new ValueReader(_ => { }, keepOutputs: true);
        var result = reader.ReadAny(value);
        return new(result, reader._isKnown, reader._isSecret, []);
    }

    /// <summary>An output of the value's own type, with these marks; of object where there is no value.</summary>
    public static object MakeOutput(OutputData<object?> data)
        => typeof(ValueReader).GetMethod(nameof(OutputOf), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(data.Value?.GetType() ?? typeof(object)).Invoke(null, [data])!;

    private object? ReadOrDefault(Value value, Type type, string where)
    {
        if (TryRead(value, type, where, out var result) is not { } problem)
        {
            return result ?? DefaultOf(type);
        }

        warn(problem);
        return DefaultOf(type);
    }

    private static object? DefaultOf(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;

    /// <summary>Null when the value fits; else what is wrong.</summary>
    private string? TryRead(Value value, Type type, string where, out object? result)
    {
        result = null;
        value = Unwrap(value);
        if (value.KindCase is Value.KindOneofCase.NullValue or Value.KindOneofCase.None)
        {
            return null;
        }

        type = Nullable.GetUnderlyingType(type) ?? type;
        if (ValueTypes.Is(type, typeof(Union<,>)))
        {
            return TryReadUnion(value, type, where, out result);
        }

        if (DiscriminatedUnions.Is(type))
        {
            return DiscriminatedUnions.TryFind(value, type, where, out var found) ?? TryRead(value, found, where, out result);
        }

        if (ValueTypes.Is(type, typeof(Output<>)))
        {
            result = MakeOutput(type, ReadOrDefault(value, type.GenericTypeArguments[0], where));
            return null;
        }

        if (type == typeof(object))
        {
            result = ReadAny(value);
            return null;
        }

        if (type == typeof(JsonElement))
        {
            result = JsonSerializer.SerializeToElement(ReadAny(value));
            return null;
        }

        var read = Special.SignatureOf(value) is not null
            ? ReadAny(value)
            : value.KindCase switch
            {
                Value.KindOneofCase.StructValue => ReadObject(value.StructValue, type),
                Value.KindOneofCase.ListValue => ReadList(value.ListValue, type, where),
                _ => ReadPlain(value, type),
            };
        result = read;
        return read is not null && type.IsInstanceOfType(read)
            ? null
            : $"Expected {type.FullName} but got {Kind(value)} deserializing {where}";
    }

    private Value Unwrap(Value value)
    {
        while (Special.SignatureOf(value) is { } signature &&
            (signature == Signatures.Secret || (signature == Signatures.Output && !keepOutputs)))
        {
            var isOutput = Special.SignatureOf(value) == Signatures.Output;
            _isSecret |= !isOutput || Special.FieldOf(value, Signatures.SecretKey) is { BoolValue: true };
            value = Special.FieldOf(value, Signatures.ValueKey)
                ?? (isOutput ? Special.Unknown() : throw new FormatException("A secret from the engine has no 'value'."));
        }

        if (Special.IsUnknown(value))
        {
            _isKnown = false;
            return Value.ForNull();
        }

        return value;
    }

    private string? TryReadUnion(Value value, Type type, string where, out object? result)
    {
        foreach (var (index, alternative) in type.GenericTypeArguments.Index())
        {
            if (TryRead(value, alternative, where, out var read) is null)
            {
                result = type.GetMethod($"FromT{index}")!.Invoke(null, [read]);
                return null;
            }
        }

        result = null;
        var alternatives = string.Join(" or ", type.GenericTypeArguments.Select(alternative => alternative.FullName));
        return $"Expected {alternatives} but got {Kind(value)} deserializing {where}";
    }

    private static object? ReadPlain(Value value, Type type)
    {
        object? plain = value.KindCase switch
        {
            Value.KindOneofCase.BoolValue => value.BoolValue,
            Value.KindOneofCase.NumberValue => value.NumberValue,
            _ => value.StringValue,
        };
        if (plain is double number && (type == typeof(int) || type.IsEnum))
        {
            plain = type.IsEnum ? Enum.ToObject(type, (int)number) : (int)number;
        }

        return ValueTypes.IsEnumStruct(type) ? EnumStructs.FromPlain(type, plain) : plain;
    }

    private object? ReadObject(Struct value, Type type)
    {
        if (ValueTypes.Is(type, typeof(ImmutableDictionary<,>)))
        {
            return Collections.Map(type.GenericTypeArguments[1], PublicFields(value).Select(
                field => KeyValuePair.Create(field.Key, ReadOrDefault(field.Value, type.GenericTypeArguments[1], field.Key))));
        }

        if (!type.IsDefined(typeof(OutputTypeAttribute)) || ValueTypes.ConstructorOf(type) is not { } constructor)
        {
            return null;
        }

        var arguments = constructor.GetParameters().Select(parameter => ReadOrDefault(
            value.Fields.GetValueOrDefault(ValueTypes.NameOf(parameter)) ?? Value.ForNull(),
            parameter.ParameterType,
            $"{type.FullName}({parameter.Name})"));
        return constructor.Invoke(BindingFlags.DoNotWrapExceptions, binder: null, [.. arguments], culture: null);
    }

    private object? ReadList(ListValue value, Type type, string where) => ValueTypes.Is(type, typeof(ImmutableArray<>))
        ? Collections.Array(
            type.GenericTypeArguments[0],
            value.Values.Select((element, i) => ReadOrDefault(element, type.GenericTypeArguments[0], $"{where}[{i}]")))
        : null;

    private object? ReadAny(Value value)
    {
        value = Unwrap(value);
        return Special.SignatureOf(value) switch
        {
            Signatures.Asset or Signatures.Archive => Assets.Read(value),
            Signatures.Resource => ResourceTypes.Refer(value),
            Signatures.Output => ReadOutput(value),
            _ => value.KindCase switch
            {
                Value.KindOneofCase.BoolValue => value.BoolValue,
                Value.KindOneofCase.NumberValue => value.NumberValue,
                Value.KindOneofCase.StringValue => value.StringValue,
                Value.KindOneofCase.ListValue => value.ListValue.Values.Select(ReadAny).ToImmutableArray(),
                Value.KindOneofCase.StructValue => PublicFields(value.StructValue)
                    .ToImmutableDictionary(field => field.Key, field => ReadAny(field.Value)),
                _ => null,
            },
        };
    }

    private static object ReadOutput(Value output)
    {
        var data = Special.FieldOf(output, Signatures.ValueKey) is { } value
            ? ReadLive(value)
            : new(null, IsKnown: false, IsSecret: false, []);
        var urns = Special.FieldOf(output, Signatures.DependenciesKey)?.ListValue?.Values.Select(urn => urn.StringValue) ?? [];
        return MakeOutput(data with
        {
            IsSecret = data.IsSecret || Special.FieldOf(output, Signatures.SecretKey) is { BoolValue: true },
            Resources = [.. urns.Select(urn => new DependencyResource(urn))],
        });
    }

    private static Output<T> OutputOf<T>(OutputData<object?> data)
        => new(Task.FromResult(data.With(data.Value is null ? default! : (T)data.Value)));

    // Keys that begin with two underscores are the engine's and the bridge's own (__defaults, __meta).
    private static IEnumerable<KeyValuePair<string, Value>> PublicFields(Struct value)
        => value.Fields.Where(field => !field.Key.StartsWith("__", StringComparison.Ordinal));

    private static object MakeOutput(Type type, object? value)
        => typeof(ValueReader).GetMethod(nameof(Known), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type.GenericTypeArguments[0]).Invoke(null, [value])!;

    private static Output<T> Known<T>(T value) => Output.Create(value);

    private static string Kind(Value value)
        => Special.SignatureOf(value) is { } signature ? $"a special value ({signature})" : $"a {value.KindCase}";
}
