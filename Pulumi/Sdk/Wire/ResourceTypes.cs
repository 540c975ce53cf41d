using System.Collections.Immutable;
using System.Reflection;
using Google.Protobuf.WellKnownTypes;
using Type = System.Type;

namespace Pulumi.Serialization;

/// <summary>Makes objects for resources that the engine refers to, by the classes the program has for their types.</summary>
internal static class ResourceTypes
{
    private static readonly Lazy<ImmutableDictionary<string, Type>> ByToken = new(Find);

    public static Resource Refer(Value reference)
    {
        var urn = Special.TextOf(reference, Signatures.UrnKey)
            ?? throw new FormatException("A resource reference from the engine has no 'urn'.");
        if (!ByToken.Value.TryGetValue(Urn.TypeOf(urn), out var type) ||
            type.GetConstructors().FirstOrDefault(constructor => constructor.GetParameters().Length == 3) is not { } constructor)
        {
            return new DependencyResource(urn);
        }

        ResourceOptions options = type.IsAssignableTo(typeof(CustomResource))
            ? new CustomResourceOptions { Urn = urn }
            : new ComponentResourceOptions { Urn = urn };
        return (Resource)constructor.Invoke(
            BindingFlags.DoNotWrapExceptions, binder: null, [Urn.NameOf(urn), null, options], culture: null);
    }

    private static ImmutableDictionary<string, Type> Find() => (
        from assembly in Reachable()
        from type in assembly.GetTypes()
        where type.IsAssignableTo(typeof(Resource))
        let token = type.GetCustomAttribute<ResourceTypeAttribute>()?.Type
        where token is not null
        group type by token)
        .ToImmutableDictionary(types => types.Key, types => types.First());

    // Assemblies load when they are first used: one that the program refers to may not be there yet.
    private static IEnumerable<Assembly> Reachable()
    {
        var own = typeof(Resource).Assembly.GetName().Name;
        var seen = new HashSet<string>();
        var waiting = new Queue<Assembly>(AppDomain.CurrentDomain.GetAssemblies());
        while (waiting.TryDequeue(out var assembly))
        {
            if (assembly.IsDynamic || !seen.Add(assembly.FullName!) || assembly.FullName!.StartsWith("System", StringComparison.Ordinal))
            {
                continue;
            }

            var references = assembly.GetReferencedAssemblies();
            if (references.Any(reference => reference.Name == own))
            {
                yield return assembly;
                foreach (var reference in references.Where(reference => !seen.Contains(reference.FullName)))
                {
                    if (LoadIfThere(reference) is { } loaded)
                    {
                        waiting.Enqueue(loaded);
                    }
                }
            }
        }
    }

    private static Assembly? LoadIfThere(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (FileNotFoundException)
        {
            // Nothing that runs can need it, so no resource is of a class in it.
            return null;
        }
    }
}
