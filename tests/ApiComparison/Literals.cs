using System.Globalization;

namespace ApiComparison;

/// <summary>Constants as C# writes them.</summary>
internal static class Literals
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text => $"\"{text}\"",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>A parameter's default: for a struct that has no literal, <c>default(type)</c>.</summary>
    public static string Of(object? value, Type type)
        => value is null && type.IsValueType && Nullable(type) is null ? $"default({TypeNames.Plain(type)})" : Of(value);

    /// <summary>The type in a <c>Nullable</c>; null when it is none.</summary>
    public static Type? Nullable(Type type)
        => type.IsConstructedGenericType && type.GetGenericTypeDefinition().FullName == "System.Nullable`1" ? type.GenericTypeArguments[0] : null;
}
