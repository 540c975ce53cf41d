using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi;

/// <summary>Gives a new resource its output properties, each with a source that the engine's answer goes to.</summary>
internal static class ResourceOutputs
{
    private static readonly ConcurrentDictionary<Type, ImmutableArray<Slot>> SlotsOf = new();

    /// <param name="resource">The resource, in its constructor.</param>
    /// <param name="local">
    /// A component of the program itself: it sets its own outputs, perhaps in initialisers that ran already; only its URN
    /// comes from the engine.
    /// </param>
    public static ImmutableDictionary<string, OutputSource> Prepare(Resource resource, bool local)
    {
        var sources = ImmutableDictionary.CreateBuilder<string, OutputSource>();
        foreach (var slot in SlotsOf.GetOrAdd(resource.GetType(), FindSlots))
        {
            if (local && slot.Property.DeclaringType != typeof(Resource))
            {
                continue;
            }

            var source = slot.NewSource(resource);
            slot.Property.SetValue(resource, source.Output);
            sources.Add(slot.Name, source);
        }

        return sources.ToImmutable();
    }

    private static ImmutableArray<Slot> FindSlots(Type type) =>
    [
        .. from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
           let output = property.GetCustomAttribute<OutputAttribute>()
           where output is not null
           select SlotOf(property, output.Name ?? property.Name, isComponent: type.IsAssignableTo(typeof(ComponentResource))),
    ];

    private static Slot SlotOf(PropertyInfo property, string name, bool isComponent)
    {
        if (!property.PropertyType.IsConstructedGenericType || property.PropertyType.GetGenericTypeDefinition() != typeof(Output<>))
        {
            throw RunException.OutputsHaveIncorrectType([name]);
        }

        var where = $"[Output] {property.DeclaringType!.FullName}.{property.Name}";

        // An inherited property shows its private setter only on the class that declares it.
        var declared = property.DeclaringType.GetProperty(property.Name)!;
        if (!declared.CanWrite && !isComponent)
        {
            throw new InvalidOperationException($"{where} did not have a 'set' method");
        }

        var valueType = property.PropertyType.GenericTypeArguments[0];
        if (!isComponent)
        {
            Serialization.ValueTypes.Require(valueType, where);
        }

        var create = typeof(ResourceOutputs).GetMethod(nameof(NewSource), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(valueType).CreateDelegate<Func<Resource, OutputSource>>();
        return new(name, declared, create);
    }

    private static OutputSource<T> NewSource<T>(Resource resource) => new OutputSource<T>(resource);

    private sealed record Slot(string Name, PropertyInfo Property, Func<Resource, OutputSource> NewSource);
}
