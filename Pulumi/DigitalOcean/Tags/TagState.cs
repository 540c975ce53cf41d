namespace Pulumi.DigitalOcean;

/// <summary>What it takes to find an existing one with Tag.Get; usually nothing.</summary>
public sealed class TagState : ResourceArgs
{
    /// <summary>New, with nothing set.</summary>
    public static new TagState Empty => new();

    /// <summary>How many databases have it.</summary>
    [Input("databasesCount")]
    public Input<int>? DatabasesCount { get; set; }

    /// <summary>How many droplets have it.</summary>
    [Input("dropletsCount")]
    public Input<int>? DropletsCount { get; set; }

    /// <summary>How many images have it.</summary>
    [Input("imagesCount")]
    public Input<int>? ImagesCount { get; set; }

    /// <summary>Letters, digits, colons, dashes and underscores; null = made from the name in the program.</summary>
    [Input("name")]
    public Input<string>? Name { get; set; }

    /// <summary>How many resources have it.</summary>
    [Input("totalResourceCount")]
    public Input<int>? TotalResourceCount { get; set; }

    /// <summary>How many volume snapshots have it.</summary>
    [Input("volumeSnapshotsCount")]
    public Input<int>? VolumeSnapshotsCount { get; set; }

    /// <summary>How many volumes have it.</summary>
    [Input("volumesCount")]
    public Input<int>? VolumesCount { get; set; }
}
