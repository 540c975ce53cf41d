namespace Pulumi.Tailscale;

/// <summary>What every resource of the package says of itself, unless the program says otherwise.</summary>
internal static class Defaults
{
    /// <summary>The version of the Pulumi.Tailscale package that these types match.</summary>
    public const string Version = "0.29.0";

    /// <param name="options">What the program said.</param>
    /// <param name="id">Empty = register; else read what has this id.</param>
    /// <param name="secretOutputs"></param>
    public static CustomResourceOptions Under(
        CustomResourceOptions? options, Input<string> id, string[]? secretOutputs = null)
    {
        var defaults = new CustomResourceOptions
        {
            Version = Version,
            AdditionalSecretOutputs = [.. secretOutputs ?? []],
        };
        var merged = CustomResourceOptions.Merge(defaults, options);
        merged.Id = id;
        return merged;
    }
}
