using System.Reflection;
using Google.Protobuf.WellKnownTypes;
using Type = System.Type;

namespace Pulumi.Serialization;

/// <summary>Interfaces with a <see cref="DiscriminatedUnionDiscriminatorAttribute"/>: which class a value is of.</summary>
internal static class DiscriminatedUnions
{
    public static bool Is(Type type) => type.IsInterface && type.IsDefined(typeof(DiscriminatedUnionDiscriminatorAttribute));

    public static IEnumerable<DiscriminatedUnionCaseAttribute> Cases(Type type)
        => type.GetCustomAttributes<DiscriminatedUnionCaseAttribute>();

    /// <summary>Null when there is a class for the value; else what is wrong.</summary>
    public static string? TryFind(Value value, Type type, string where, out Type found)
    {
        var property = type.GetCustomAttribute<DiscriminatedUnionDiscriminatorAttribute>()!.PropertyName;
        found = type;
        var expected = string.Join(", ", Cases(type).Select(one => one.Tag).Order(StringComparer.Ordinal));
        if (Special.TextOf(value, property) is not { } tag)
        {
            return $"missing discriminator property \"{property}\"; expected one of: {expected} deserializing {where}";
        }

        if (Cases(type).FirstOrDefault(one => one.Tag == tag) is not { } match)
        {
            return $"unknown \"{property}\" value \"{tag}\"; expected one of: {expected} deserializing {where}";
        }

        found = match.Type;
        return null;
    }
}
