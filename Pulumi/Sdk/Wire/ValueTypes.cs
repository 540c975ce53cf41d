using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>Which types an output may have: those that a value from the engine can be turned into.</summary>
internal static class ValueTypes
{
    private static readonly HashSet<Type> Simple =
    [
        typeof(bool), typeof(int), typeof(double), typeof(string), typeof(object), typeof(JsonElement),
        typeof(Asset), typeof(Archive), typeof(AssetOrArchive),
    ];

    private static readonly ConcurrentDictionary<Type, bool> Good = new();

    public static void Require(Type type, string where) => Require(type, where, []);

    /// <summary>The same dictionary, if all its values are of such types.</summary>
    public static ImmutableDictionary<string, object?> Required(ImmutableDictionary<string, object?> dictionary)
    {
        foreach (var (name, value) in dictionary.Where(entry => entry.Value is not null))
        {
            var type = value!.GetType();
            Require(Is(type, typeof(Output<>)) || Is(type, typeof(Input<>)) ? type.GenericTypeArguments[0] : type, $"'{name}'");
        }

        return dictionary;
    }

    /// <summary>The constructor that takes the properties of an <see cref="OutputTypeAttribute"/> class.</summary>
    public static ConstructorInfo? ConstructorOf(Type type)
    {
        var all = type.GetConstructors(BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance);
        return all.FirstOrDefault(constructor => constructor.IsDefined(typeof(OutputConstructorAttribute)))
            ?? (all.Where(constructor => constructor.IsPublic).ToList() is [var only] ? only : null);
    }

    public static string NameOf(ParameterInfo parameter)
        => parameter.GetCustomAttribute<OutputConstructorParameterAttribute>()?.Name ?? parameter.Name!;

    public static bool IsEnumStruct(Type type) => type.IsValueType && type.IsDefined(typeof(EnumTypeAttribute));

    public static bool Is(Type type, Type definition) => type.IsConstructedGenericType && type.GetGenericTypeDefinition() == definition;

    // Types may refer to themselves: what was seen on the way down counts as good.
    private static void Require(Type type, string where, HashSet<Type> seen)
    {
        if (Simple.Contains(type) || Good.ContainsKey(type) || !seen.Add(type) || type.IsAssignableTo(typeof(Resource)))
        {
            return;
        }

        if (type.IsEnum ? type.GetEnumUnderlyingType() == typeof(int) : IsEnumStruct(type))
        {
            RequireEnum(type, where);
        }
        else if (type.IsConstructedGenericType)
        {
            RequireGeneric(type, where, seen);
        }
        else if (DiscriminatedUnions.Is(type))
        {
            foreach (var one in DiscriminatedUnions.Cases(type))
            {
                Require(one.Type, $"{type.FullName}(\"{one.Tag}\")", seen);
            }
        }
        else if (!type.IsDefined(typeof(OutputTypeAttribute)))
        {
            throw new InvalidOperationException(
                $"{where} contains invalid type {type.FullName}. Allowed are: String, Boolean, Int32, Double, Nullable<...>, " +
                "ImmutableArray<...>, ImmutableDictionary<string, ...>, Union<..., ...>, resources, assets, JsonElement, enums " +
                $"and classes marked with [{nameof(OutputTypeAttribute)}].");
        }
        else
        {
            var constructor = ConstructorOf(type) ?? throw new InvalidOperationException(
                $"{type.FullName} had [{nameof(OutputTypeAttribute)}], but did not contain constructor marked with " +
                $"[{nameof(OutputConstructorAttribute)}].");
            foreach (var parameter in constructor.GetParameters())
            {
                Require(parameter.ParameterType, $"{type.FullName}({parameter.Name})", seen);
            }
        }

        if (seen.Count == 1)
        {
            Good[type] = true;
        }
    }

    private static void RequireGeneric(Type type, string where, HashSet<Type> seen)
    {
        var isMap = Is(type, typeof(ImmutableDictionary<,>));
        if (isMap && type.GenericTypeArguments[0] != typeof(string))
        {
            throw new InvalidOperationException(
                $"{where} contains invalid type {type.FullName}: the keys of an ImmutableDictionary must be strings.");
        }

        if (!isMap && !Is(type, typeof(Nullable<>)) && !Is(type, typeof(ImmutableArray<>)) &&
            !Is(type, typeof(Union<,>)) && !Is(type, typeof(Output<>)))
        {
            throw new InvalidOperationException(
                $"{where} contains invalid type {type.FullName}: the only generic types allowed are ImmutableArray<...>, " +
                "ImmutableDictionary<string, ...> and Union<..., ...>.");
        }

        foreach (var argument in type.GenericTypeArguments)
        {
            Require(argument, where, seen);
        }
    }

    private static void RequireEnum(Type type, string where)
    {
        if (!type.IsEnum && EnumStructs.UnderlyingOf(type) is null)
        {
            throw new InvalidOperationException(
                $"{where}: {type.FullName} had [{nameof(EnumTypeAttribute)}], but no constructor from, with an explicit " +
                "conversion to, String or Double.");
        }
    }
}
