using E3.Engine.Properties;
using E3.Engine.State;
using Google.Protobuf.WellKnownTypes;

namespace E3.Engine.Protocol;

/// <summary>Properties as the protocol carries them: JSON-like, with marked objects for what JSON has not.</summary>
internal static class WireProperties
{
    public static PropertyMap Read(Struct? wire) => wire is null
        ? PropertyMap.Empty
        : PropertyMap.From(wire.Fields.Select(field => KeyValuePair.Create(field.Key, Read(field.Value))));

    public static PropertyValue Read(Value wire) => wire.KindCase switch
    {
        Value.KindOneofCase.BoolValue => new PropertyValue.Bool(wire.BoolValue),
        Value.KindOneofCase.NumberValue => new PropertyValue.Number(wire.NumberValue),
        Value.KindOneofCase.StringValue when Signatures.IsUnknown(wire.StringValue) => PropertyValue.Unknown.Value,
        Value.KindOneofCase.StringValue => new PropertyValue.Text(wire.StringValue),
        Value.KindOneofCase.ListValue => new PropertyValue.List([.. wire.ListValue.Values.Select(Read)]),
        Value.KindOneofCase.StructValue => ReadMarked(wire.StructValue),
        _ => PropertyValue.Null.Value,
    };

    /// <summary>
    /// For a reader that does not accept secrets they are unwrapped; for one that does not accept resources a reference becomes its id,
    /// or its URN for a component.
    /// </summary>
    public static Struct Write(PropertyMap properties, bool secrets, bool resources)
    {
        var wire = new Struct();
        foreach (var (name, value) in properties)
            wire.Fields[name] = Write(value, secrets, resources);
        return wire;
    }

    public static Value Write(PropertyValue value, bool secrets, bool resources) => value switch
    {
        PropertyValue.Bool truth => Value.ForBool(truth.Value),
        PropertyValue.Number number => Value.ForNumber(number.Value),
        PropertyValue.Text text => Value.ForString(text.Value),
        PropertyValue.Unknown => Value.ForString(Signatures.Unknown),
        PropertyValue.List list => Value.ForList([.. list.Items.Select(item => Write(item, secrets, resources))]),
        PropertyValue.Map map => Value.ForStruct(Write(map.Properties, secrets, resources)),
        PropertyValue.Secret secret when !secrets => Write(secret.Inner, secrets, resources),
        PropertyValue.Secret secret => Marked(Signatures.Secret, ("value", Write(secret.Inner, secrets, resources))),
        PropertyValue.Asset asset => Marked(
            Signatures.Asset, ("hash", Text(asset.Hash)), ("text", Text(asset.Content)), ("path", Text(asset.Path)), ("uri", Text(asset.Uri))),
        PropertyValue.Archive archive => Marked(
            Signatures.Archive,
            ("hash", Text(archive.Hash)),
            ("assets", archive.Entries is { } entries ? Value.ForStruct(Write(entries, secrets, resources)) : null),
            ("path", Text(archive.Path)),
            ("uri", Text(archive.Uri))),
        PropertyValue.Reference reference when !resources => Value.ForString(reference.Id ?? reference.Urn),
        PropertyValue.Reference reference => Marked(
            Signatures.Reference, ("urn", Text(reference.Urn)), ("id", Text(reference.Id)), ("packageVersion", Text(reference.PackageVersion))),
        _ => Value.ForNull(),
    };

    private static PropertyValue ReadMarked(Struct wire)
    {
        if (!wire.Fields.TryGetValue(Signatures.Key, out var signature))
            return new PropertyValue.Map(Read(wire));
        return signature.StringValue switch
        {
            Signatures.Secret => new PropertyValue.Secret(
                wire.Fields.TryGetValue("value", out var secret) ? Read(secret) : throw new EngineException("a secret without a value was received")),
            Signatures.OutputValue => ReadOutput(wire),
            Signatures.Asset => PropertyValue.Asset.Of(Text(wire, "path"), Text(wire, "uri"), Text(wire, "text"), Text(wire, "hash")),
            Signatures.Archive => PropertyValue.Archive.Of(
                Text(wire, "path"), Text(wire, "uri"), wire.Fields.TryGetValue("assets", out var assets) ? Read(assets.StructValue) : null, Text(wire, "hash")),
            Signatures.Reference => new PropertyValue.Reference(
                Text(wire, "urn") ?? throw new EngineException("a resource reference without a urn was received"), Text(wire, "id"), Text(wire, "packageVersion")),
            var other => throw new EngineException($"a value of a kind this engine does not know was received (signature {other})"),
        };
    }

    private static PropertyValue ReadOutput(Struct wire)
    {
        var value = wire.Fields.TryGetValue("value", out var known) ? Read(known) : PropertyValue.Unknown.Value;
        return wire.Fields.TryGetValue("secret", out var secret) && secret.BoolValue ? new PropertyValue.Secret(value) : value;
    }

    private static Value Marked(string signature, params ReadOnlySpan<(string Name, Value? Value)> fields)
    {
        var wire = new Struct();
        wire.Fields[Signatures.Key] = Value.ForString(signature);
        foreach (var (name, value) in fields)
        {
            if (value is not null)
                wire.Fields[name] = value;
        }
        return Value.ForStruct(wire);
    }

    private static Value? Text(string? text) => string.IsNullOrEmpty(text) ? null : Value.ForString(text);

    private static string? Text(Struct wire, string name) =>
        wire.Fields.TryGetValue(name, out var value)
            && (value.KindCase == Value.KindOneofCase.StructValue ? ReadMarked(value.StructValue).Reveal() as PropertyValue.Text : new PropertyValue.Text(value.StringValue))
                is { Value.Length: > 0 } text
            ? text.Value
            : null;
}
