using System.Collections.Immutable;

namespace Pulumi;

/// <summary>What an output turns out to be: a value with what must be remembered about it.</summary>
internal readonly record struct OutputData<T>(T Value, bool IsKnown, bool IsSecret, ImmutableHashSet<Resource> Resources)
{
    public static OutputData<T> Plain(T value) => new(value, IsKnown: true, IsSecret: false, []);

    /// <summary>This data's marks on another value; <paramref name="value"/> counts only where everything was known.</summary>
    public OutputData<TOther> With<TOther>(TOther value) => new(value, IsKnown, IsSecret, Resources);

    /// <summary>The value of <paramref name="inner"/>, which came out of this one and so inherits its marks.</summary>
    public OutputData<TOther> Then<TOther>(OutputData<TOther> inner) => new(
        inner.Value, IsKnown && inner.IsKnown, IsSecret || inner.IsSecret, Resources.Union(inner.Resources));

    public OutputData<object?> Boxed() => With<object?>(Value);
}
