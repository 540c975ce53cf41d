using Google.Protobuf.WellKnownTypes;

namespace Pulumi.Serialization;

/// <summary>Builds and recognises the values that <see cref="Signatures"/> marks.</summary>
internal static class Special
{
    public static Value Of(string signature, params (string Key, Value Value)[] parts)
    {
        var fields = new Struct { Fields = { [Signatures.Key] = Value.ForString(signature) } };
        foreach (var (key, value) in parts)
        {
            fields.Fields[key] = value;
        }

        return Value.ForStruct(fields);
    }

    public static Value Unknown() => Value.ForString(Signatures.Unknown);

    public static Value Secret(Value value) => Of(Signatures.Secret, (Signatures.ValueKey, value));

    /// <param name="urn">The resource's URN.</param>
    /// <param name="id">Its id, where it has one; an unknown id is sent as an empty one.</param>
    public static Value Resource(Value urn, Value? id) => id is null
        ? Of(Signatures.Resource, (Signatures.UrnKey, urn))
        : Of(Signatures.Resource, (Signatures.UrnKey, urn), (Signatures.IdKey, IsUnknown(id) ? Value.ForString("") : id));

    public static Value Output(Value? value, bool isSecret, IEnumerable<string> dependencies)
    {
        var output = Of(Signatures.Output);
        if (value is not null)
        {
            output.StructValue.Fields[Signatures.ValueKey] = value;
        }

        if (isSecret)
        {
            output.StructValue.Fields[Signatures.SecretKey] = Value.ForBool(true);
        }

        var urns = dependencies.Order(StringComparer.Ordinal).Select(Value.ForString).ToArray();
        if (urns.Length > 0)
        {
            output.StructValue.Fields[Signatures.DependenciesKey] = Value.ForList(urns);
        }

        return output;
    }

    public static bool IsUnknown(Value value)
        => value.KindCase == Value.KindOneofCase.StringValue && value.StringValue == Signatures.Unknown;

    public static string? SignatureOf(Value value) => TextOf(value, Signatures.Key);

    public static string? TextOf(Value value, string key) => FieldOf(value, key) is { KindCase: Value.KindOneofCase.StringValue } text
        ? text.StringValue
        : null;

    public static Value? FieldOf(Value value, string key)
        => value.KindCase == Value.KindOneofCase.StructValue && value.StructValue.Fields.TryGetValue(key, out var field) ? field : null;

    /// <summary>The value without marks of secrets at any depth, and whether there were any.</summary>
    public static (Value Bare, bool IsSecret) Bare(Value value)
    {
        if (SignatureOf(value) == Signatures.Secret)
        {
            return (Bare(FieldOf(value, Signatures.ValueKey) ?? Value.ForNull()).Bare, true);
        }

        var isSecret = false;
        Value Part(Value part)
        {
            var (bare, secret) = Bare(part);
            isSecret |= secret;
            return bare;
        }

        switch (value.KindCase)
        {
            case Value.KindOneofCase.ListValue:
                return (Value.ForList([.. value.ListValue.Values.Select(Part)]), isSecret);
            case Value.KindOneofCase.StructValue:
                var fields = new Struct();
                foreach (var (key, part) in value.StructValue.Fields)
                {
                    fields.Fields[key] = Part(part);
                }

                return (Value.ForStruct(fields), isSecret);
            default:
                return (value, isSecret);
        }
    }

    public static bool ContainsUnknown(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.ListValue => value.ListValue.Values.Any(ContainsUnknown),
        Value.KindOneofCase.StructValue => value.StructValue.Fields.Values.Any(ContainsUnknown),
        _ => IsUnknown(value),
    };
}
