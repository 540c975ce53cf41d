using System.Collections.Immutable;
using E3.Engine.Properties;
using E3.Engine.Providers.Http;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean.LookUps;

/// <summary>A function that looks one thing up.</summary>
/// <param name="name">The function: <c>getImage</c>.</param>
/// <param name="by">What it is looked up by.</param>
/// <param name="find">Finds it; throws <see cref="ProviderException"/> when it is not there or not the only one.</param>
internal sealed class LookUp(string name, ImmutableArray<PropertySpec> by, Func<PropertyMap, CancellationToken, Task<PropertyMap>> find) : IFunction
{
    /// <inheritdoc/>
    public ResourceSchema Schema { get; } = new($"digitalocean:index/{name}:{name}", by);

    /// <inheritdoc/>
    public Task<PropertyMap> InvokeAsync(PropertyMap arguments, CancellationToken cancel) => ForPeople.RunAsync(() => find(arguments, cancel));

    /// <summary>Of the arguments by which a thing can be named, the one that was given.</summary>
    public static string OneOf(PropertyMap arguments, params ImmutableArray<string> names)
    {
        var given = names.Where(arguments.ContainsKey).ToList();
        return given.Count == 1 ? given[0]
            : throw new ProviderException($"exactly one of {string.Join(", ", names)} must be given{(given.Count > 0 ? $", not {string.Join(" and ", given)}" : "")}");
    }

    /// <summary>The only one there is.</summary>
    public static T Only<T>(List<T> found, string what) => found.Count switch
    {
        1 => found[0],
        0 => throw new ProviderException($"no {what} found"),
        _ => throw new ProviderException($"too many found: {found.Count} instead of one {what}"),
    };

    /// <summary>What is there.</summary>
    public static T There<T>(T? found, string what) where T : class => found ?? throw new ProviderException($"no {what} found");
}
