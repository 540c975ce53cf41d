using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi.Serialization;

/// <summary>A bag of properties on the wire, and for each property that has a value the URNs and resources it came from.</summary>
internal sealed record WrittenProperties(
    Struct Values,
    ImmutableDictionary<string, HashSet<string>> Dependencies,
    ImmutableHashSet<Resource> Resources)
{
    /// <param name="path">What the bag belongs to, for errors.</param>
    /// <param name="properties">The properties as the program gave them.</param>
    /// <param name="newWriter">A writer for one property.</param>
    /// <param name="owner">The resource whose properties they are.</param>
    public static async Task<WrittenProperties> WriteAsync(
        string path, IEnumerable<KeyValuePair<string, object?>> properties, Func<ValueWriter> newWriter, Resource? owner = null)
    {
        var values = new Struct();
        var dependencies = ImmutableDictionary.CreateBuilder<string, HashSet<string>>();
        var resources = ImmutableHashSet.CreateBuilder<Resource>();
        foreach (var (name, property) in properties)
        {
            var writer = newWriter();
            Value? value;
            try
            {
                value = await writer.WriteAsync($"{path}.{name}", property);
            }
            catch (UnsupportedValueException failure)
            {
                throw new InvalidOperationException($"error serializing property \"{name}\": {failure.Message}", failure);
            }

            if (value is not null)
            {
                values.Fields[name] = value;
                dependencies[name] = await Dependents.UrnsAsync(writer.Dependencies, owner);
                resources.UnionWith(writer.Dependencies);
            }
        }

        return new(values, dependencies.ToImmutable(), resources.ToImmutable());
    }
}
