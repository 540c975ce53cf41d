namespace Pulumi.DigitalOcean;

/// <summary>What a tag is to be like.</summary>
public sealed class TagArgs : ResourceArgs
{
    /// <summary>New, with nothing set.</summary>
    public static new TagArgs Empty => new();

    /// <summary>Letters, digits, colons, dashes and underscores; null = made from the name in the program.</summary>
    [Input("name")]
    public Input<string>? Name { get; set; }
}
