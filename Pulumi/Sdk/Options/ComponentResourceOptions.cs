namespace Pulumi;

/// <summary>What a program can say about a component, besides its properties.</summary>
public sealed class ComponentResourceOptions : ResourceOptions
{
    /// <summary>Providers for the children, at most one a package.</summary>
    public List<ProviderResource> Providers { get; set; } = [];

    /// <summary>
    /// Both sets of options in a new one. Single values: the second one's, where it has one. Lists: both; of two providers
    /// for a package, the second one's. Neither is changed.
    /// </summary>
    /// <param name="options1">Gives way.</param>
    /// <param name="options2">Wins.</param>
    public static ComponentResourceOptions Merge(ComponentResourceOptions? options1, ComponentResourceOptions? options2)
    {
        var merged = Copy(options1);
        if (options2 is null)
        {
            return merged;
        }

        merged.MergeFrom(options2);
        merged.Providers =
        [
            .. merged.Providers.Concat(options2.Providers).Reverse().DistinctBy(provider => provider.Package).Reverse(),
        ];
        return merged;
    }

    internal static ComponentResourceOptions Copy(ResourceOptions? options)
    {
        var copy = new ComponentResourceOptions();
        if (options is not null)
        {
            copy.CopyFrom(options);
        }

        if (options is ComponentResourceOptions component)
        {
            copy.Providers = [.. component.Providers];
        }

        return copy;
    }

    internal override ResourceOptions Clone() => Copy(this);
}
