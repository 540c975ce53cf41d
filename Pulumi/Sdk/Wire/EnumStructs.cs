using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>Structs with an <see cref="EnumTypeAttribute"/>: strings or numbers under a name.</summary>
internal static class EnumStructs
{
    /// <summary>String or Double; null when the struct is neither.</summary>
    public static Type? UnderlyingOf(Type type)
        => new[] { typeof(string), typeof(double) }.FirstOrDefault(
            underlying => Constructor(type, underlying) is not null && Conversion(type)?.ReturnType == underlying);

    public static object? ToPlain(object value)
    {
        var conversion = Conversion(value.GetType());
        return conversion?.ReturnType == typeof(string) || conversion?.ReturnType == typeof(double)
            ? conversion.Invoke(null, [value])
            : throw new InvalidOperationException(
                $"Expected {value.GetType().FullName} to have an explicit conversion operator to String or Double.");
    }

    public static object? FromPlain(Type type, object value) => Constructor(type, value.GetType())?.Invoke([value]);

    private static ConstructorInfo? Constructor(Type type, Type underlying)
        => type.GetConstructor(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance, [underlying]);

    private static MethodInfo? Conversion(Type type)
        => type.GetMethod("op_Explicit", BindingFlags.Public | BindingFlags.Static, [type]);
}
