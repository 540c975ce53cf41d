using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>Builds immutable collections whose element type is known only at run time.</summary>
internal static class Collections
{
    public static object Array(Type element, IEnumerable<object?> values) => Make(nameof(ArrayOf), element, values);

    public static object Map(Type element, IEnumerable<KeyValuePair<string, object?>> entries) => Make(nameof(MapOf), element, entries);

    private static object Make(string method, Type element, object values)
        => typeof(Collections).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(element)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, [values], culture: null)!;

    private static ImmutableArray<T> ArrayOf<T>(IEnumerable<object?> values) => values.Select(value => (T)value!).ToImmutableArray();

    private static ImmutableDictionary<string, T> MapOf<T>(IEnumerable<KeyValuePair<string, object?>> entries)
        => entries.ToImmutableDictionary(entry => entry.Key, entry => (T)entry.Value!);
}
