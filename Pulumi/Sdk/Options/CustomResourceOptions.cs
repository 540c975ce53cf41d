namespace Pulumi;

/// <summary>What a program can say about a resource with a provider behind it, besides its properties.</summary>
public sealed class CustomResourceOptions : ResourceOptions
{
    /// <summary>Whether a replacement deletes the old one first; null = as the provider prefers.</summary>
    public bool? DeleteBeforeReplace { get; set; }

    /// <summary>Names of outputs to treat as secret although the provider does not say so.</summary>
    public List<string> AdditionalSecretOutputs { get; set; } = [];

    /// <summary>The id of an existing resource to adopt instead of creating one; the properties must match it.</summary>
    public string? ImportId { get; set; }

    /// <summary>
    /// For a provider: names of environment variables, each with the name under which the provider sees its value.
    /// </summary>
    public Dictionary<string, string> EnvVarMappings { get; set; } = [];

    /// <summary>
    /// Both sets of options in a new one. Single values: the second one's, where it has one. Lists: both. Neither is changed.
    /// </summary>
    /// <param name="options1">Gives way.</param>
    /// <param name="options2">Wins.</param>
    public static CustomResourceOptions Merge(CustomResourceOptions? options1, CustomResourceOptions? options2)
    {
        var merged = Copy(options1);
        if (options2 is null)
        {
            return merged;
        }

        merged.MergeFrom(options2);
        merged.DeleteBeforeReplace = options2.DeleteBeforeReplace ?? merged.DeleteBeforeReplace;
        merged.ImportId = options2.ImportId ?? merged.ImportId;
        merged.AdditionalSecretOutputs.AddRange(options2.AdditionalSecretOutputs);
        foreach (var (name, source) in options2.EnvVarMappings)
        {
            merged.EnvVarMappings[name] = source;
        }

        return merged;
    }

    internal static CustomResourceOptions Copy(ResourceOptions? options)
    {
        var copy = new CustomResourceOptions();
        if (options is not null)
        {
            copy.CopyFrom(options);
        }

        if (options is CustomResourceOptions custom)
        {
            copy.DeleteBeforeReplace = custom.DeleteBeforeReplace;
            copy.AdditionalSecretOutputs = [.. custom.AdditionalSecretOutputs];
            copy.ImportId = custom.ImportId;
            copy.EnvVarMappings = new(custom.EnvVarMappings);
        }

        return copy;
    }

    internal override ResourceOptions Clone() => Copy(this);
}
