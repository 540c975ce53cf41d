using System.Collections.Immutable;

namespace Pulumi.Utilities;

/// <summary>What lies behind an output, for libraries and tests; an ordinary program needs none of it.</summary>
public static class OutputUtilities
{
    /// <summary>An output that is not known, as in a preview.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">Stands in for the value where one is asked for regardless.</param>
    public static Output<T> CreateUnknown<T>(T value) => Output<T>.Unknown(value);

    /// <summary>An output that is not known; the factory never runs.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="valueFactory">What would give the value.</param>
    public static Output<T> CreateUnknown<T>(Func<Task<T>> valueFactory) => Output<T>.Unknown().Apply(_ => valueFactory());

    /// <summary>The same output, coming from one more resource.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="output">The output; it stays as it is.</param>
    /// <param name="resource">What whoever uses the output must wait for.</param>
    public static Output<T> WithDependency<T>(Output<T> output, Resource resource)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(resource);
        return output.Map(data => data with { Resources = data.Resources.Add(resource) });
    }

    /// <summary>Whether the output turns out to be known.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="output">The output.</param>
    public static async Task<bool> GetIsKnownAsync<T>(Output<T> output) => (await output.DataTask).IsKnown;

    /// <summary>The value, or the type's default while it is unknown.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="output">The output.</param>
    public static Task<T> GetValueAsync<T>(Output<T> output) => output.ValueOrAsync(default!);

    /// <summary>The resources the output came from.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="output">The output.</param>
    public static async Task<ImmutableHashSet<Resource>> GetDependenciesAsync<T>(Output<T> output)
        => (await output.DataTask).Resources;
}
