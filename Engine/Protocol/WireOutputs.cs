using E3.Engine.State;
using Google.Protobuf.WellKnownTypes;

namespace E3.Engine.Protocol;

/// <summary>What a value in the protocol says of the resources it came from: only output values do.</summary>
internal static class WireOutputs
{
    private const string DependenciesField = "dependencies";
    private const string SecretField = "secret";
    private const string ValueField = "value";

    /// <summary>The URNs that a value, or anything in it, came from.</summary>
    public static IEnumerable<string> DependenciesOf(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.ListValue => value.ListValue.Values.SelectMany(DependenciesOf),
        Value.KindOneofCase.StructValue => Of(value.StructValue),
        _ => [],
    };

    /// <summary>The value as an output that came from these resources too.</summary>
    public static Value With(Value value, IEnumerable<string> urns)
    {
        var output = SignatureOf(value) switch
        {
            Signatures.OutputValue => value.StructValue.Clone(),
            Signatures.Secret => Output(value.StructValue.Fields.GetValueOrDefault(ValueField), secret: true),
            _ => Output(value, secret: false),
        };
        var known = output.Fields.TryGetValue(DependenciesField, out var list) ? list.ListValue.Values.Select(item => item.StringValue) : [];
        output.Fields[DependenciesField] = Value.ForList([.. known.Concat(urns).Distinct().Select(Value.ForString)]);
        return Value.ForStruct(output);
    }

    /// <summary>The value with every secret and every unknown in it as an output.</summary>
    public static Value Upgrade(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.StringValue when Signatures.IsUnknown(value.StringValue) => Value.ForStruct(Output(null, secret: false)),
        Value.KindOneofCase.ListValue => Value.ForList([.. value.ListValue.Values.Select(Upgrade)]),
        Value.KindOneofCase.StructValue => Upgrade(value.StructValue),
        _ => value,
    };

    private static Value Upgrade(Struct wire)
    {
        var signature = SignatureOf(wire);
        if (signature is not (null or Signatures.Secret or Signatures.OutputValue))
            return Value.ForStruct(wire);
        var upgraded = new Struct();
        foreach (var (name, value) in wire.Fields)
            upgraded.Fields[name] = name == DependenciesField && signature is not null ? value : Upgrade(value);
        if (signature != Signatures.Secret)
            return Value.ForStruct(upgraded);
        var inner = upgraded.Fields.GetValueOrDefault(ValueField);
        if (inner is null || SignatureOf(inner) != Signatures.OutputValue)
            return Value.ForStruct(Output(inner, secret: true));
        inner.StructValue.Fields[SecretField] = Value.ForBool(true);
        return inner;
    }

    private static Struct Output(Value? value, bool secret)
    {
        var output = new Struct { Fields = { [Signatures.Key] = Value.ForString(Signatures.OutputValue) } };
        if (value is not null && !(value.KindCase == Value.KindOneofCase.StringValue && Signatures.IsUnknown(value.StringValue)))
            output.Fields[ValueField] = value;
        if (secret)
            output.Fields[SecretField] = Value.ForBool(true);
        return output;
    }

    private static IEnumerable<string> Of(Struct wire)
    {
        var own = SignatureOf(wire) == Signatures.OutputValue && wire.Fields.TryGetValue(DependenciesField, out var list)
            ? list.ListValue.Values.Select(item => item.StringValue)
            : [];
        return own.Concat(wire.Fields.Where(field => field.Key != DependenciesField).SelectMany(field => DependenciesOf(field.Value)));
    }

    private static string? SignatureOf(Value value) => value.KindCase == Value.KindOneofCase.StructValue ? SignatureOf(value.StructValue) : null;

    private static string? SignatureOf(Struct wire) => wire.Fields.TryGetValue(Signatures.Key, out var signature) ? signature.StringValue : null;
}
