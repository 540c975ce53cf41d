using System.Collections;
using System.Reflection;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Enum = System.Enum;

namespace Pulumi.Serialization;

/// <summary>Turns what a program gave for a property into what the protocol carries, and notes where it came from.</summary>
/// <param name="keepResources">Whether the engine takes references to resources; else it gets their ids.</param>
/// <param name="keepOutputs">Whether it takes outputs as such, with their dependencies (components of other processes).</param>
/// <param name="referencesDepend">Whether a reference to a resource counts as a dependency on it.</param>
internal sealed class ValueWriter(bool keepResources, bool keepOutputs = false, bool referencesDepend = true)
{
    /// <summary>The resources that the written value came from.</summary>
    public HashSet<Resource> Dependencies { get; } = [];

    /// <summary>The value on the wire; null where there is none, so that the property can be left out.</summary>
    /// <param name="path">Where the value is, for errors.</param>
    /// <param name="value">What the program gave.</param>
    public async Task<Value?> WriteAsync(string path, object? value) => value switch
    {
        null or ValueTuple => null,
        bool flag => Value.ForBool(flag),
        int number => Value.ForNumber(number),
        double number => Value.ForNumber(number),
        string text => Value.ForString(text),
        InputArgs args => await WriteMapAsync(path, args.ToDictionary()),
        AssetOrArchive asset => await WriteAssetAsync(path, asset),
        IInput input => await WriteOutputAsync(path, input.ToOutput()),
        IOutput output => await WriteOutputAsync(path, output),
        IUnion union => await WriteAsync(path, union.Value),
        JsonElement json => WriteJson(json),
        CustomResource resource => await WriteResourceAsync(path, resource, resource.Id),
        ComponentResource component => await WriteResourceAsync(path, component, id: null),
        IDictionary map => await WriteMapAsync(path, map),
        IList list => await WriteListAsync(path, list),
        Enum constant when constant.GetTypeCode() == TypeCode.Int32 => Value.ForNumber((int)(object)constant),
        Task => throw new UnsupportedValueException(
            $"Tasks are not allowed inside ResourceArgs. Please wrap your Task in an Output:\n\t{path}"),
        _ when ValueTypes.IsEnumStruct(value.GetType()) => await WriteAsync(path, EnumStructs.ToPlain(value)),
        _ when value.GetType().IsDefined(typeof(OutputTypeAttribute)) => await WriteFieldsAsync(path, value),
        _ => throw new UnsupportedValueException($"{value.GetType().FullName} is not a supported argument type.\n\t{path}"),
    };

    private async Task<Value?> WriteOutputAsync(string path, IOutput output)
    {
        var data = await output.GetBoxedDataAsync();

        // What is inside is written on its own: its dependencies are this output's, and only the outermost output is kept.
        var inner = new ValueWriter(keepResources, keepOutputs: false, referencesDepend);
        var value = data.IsKnown ? await inner.WriteAsync(path, data.Value) : null;
        var sources = data.Resources.Union(inner.Dependencies);
        Dependencies.UnionWith(sources);

        if (keepOutputs && (!data.IsKnown || data.IsSecret || !sources.IsEmpty))
        {
            var urns = await Dependents.UrnsAsync(sources);
            return Special.Output(data.IsKnown ? value ?? Value.ForNull() : null, data.IsSecret, urns);
        }

        return !data.IsKnown ? Special.Unknown() : data.IsSecret ? Special.Secret(value ?? Value.ForNull()) : value;
    }

    private async Task<Value?> WriteResourceAsync(string path, Resource resource, Output<string>? id)
    {
        // Another writer, because its findings may have to be dropped.
        var writer = new ValueWriter(keepResources);
        var idValue = await writer.WriteAsync($"{path}.id", id);
        var urnValue = keepResources || id is null ? await writer.WriteAsync($"{path}.urn", resource.Urn) : null;
        if (!keepResources || referencesDepend)
        {
            Dependencies.Add(resource);
            Dependencies.UnionWith(writer.Dependencies);
        }

        return keepResources ? Special.Resource(urnValue!, idValue) : idValue ?? urnValue;
    }

    private async Task<Value> WriteAssetAsync(string path, AssetOrArchive asset)
    {
        var inner = await WriteAsync($"{path}.{asset.Key}", asset.Value);
        return Special.Of(asset.Signature, (asset.Key, inner!));
    }

    // Entries without a value are left out, as in JSON.
    private async Task<Value> WriteMapAsync(string path, IDictionary map)
    {
        var result = new Struct();
        var entries = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in map)
        {
            var key = entry.Key as string
                ?? throw new UnsupportedValueException($"Dictionaries are only supported with string keys:\n\t{path}");
            entries[key] = entry.Value;
        }

        // In one order: a text made of the value must not change from run to run, as the order in a dictionary does.
        foreach (var (key, entry) in entries)
        {
            if (await WriteAsync($"{path}.{key}", entry) is { } value)
            {
                result.Fields[key] = value;
            }
        }

        return Value.ForStruct(result);
    }

    private async Task<Value> WriteListAsync(string path, IList list)
    {
        var result = new ListValue();
        if (!IsDefaultArray(list))
        {
            for (var i = 0; i < list.Count; i++)
            {
                result.Values.Add(await WriteAsync($"{path}[{i}]", list[i]) ?? Value.ForNull());
            }
        }

        return new Value { ListValue = result };
    }

    // A default ImmutableArray throws when it is counted; it stands for no elements.
    private static bool IsDefaultArray(IList list)
        => ValueTypes.Is(list.GetType(), typeof(System.Collections.Immutable.ImmutableArray<>)) &&
            list.GetType().GetProperty("IsDefault")!.GetValue(list) is true;

    // An object that came out of a resource, given on to another: its read-only fields are its properties.
    private async Task<Value> WriteFieldsAsync(string path, object value)
    {
        var fields = value.GetType().GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Where(field => field.IsInitOnly)
            .ToDictionary(field => char.ToLowerInvariant(field.Name[0]) + field.Name[1..], field => field.GetValue(value));
        var result = new Struct();
        foreach (var (name, field) in fields)
        {
            result.Fields[name] = await WriteAsync($"{path}.{name}", field) ?? Value.ForNull();
        }

        return Value.ForStruct(result);
    }

    private static Value? WriteJson(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.String => Value.ForString(json.GetString()),
        JsonValueKind.Number => Value.ForNumber(json.GetDouble()),
        JsonValueKind.True or JsonValueKind.False => Value.ForBool(json.GetBoolean()),
        JsonValueKind.Array => Value.ForList([.. json.EnumerateArray().Select(element => WriteJson(element) ?? Value.ForNull())]),
        _ => Value.ForStruct(new Struct
        {
            Fields = { json.EnumerateObject().ToDictionary(entry => entry.Name, entry => WriteJson(entry.Value) ?? Value.ForNull()) },
        }),
    };
}
