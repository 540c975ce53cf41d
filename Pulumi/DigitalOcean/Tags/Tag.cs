namespace Pulumi.DigitalOcean;

/// <summary>A label for resources; firewalls and others pick resources by it.</summary>
[ResourceType(Token, Defaults.Version)]
public class Tag : CustomResource
{
    private const string Token = "digitalocean:index/tag:Tag";

    /// <summary>Declares one.</summary>
    /// <param name="name">Its name in the program.</param>
    /// <param name="args">Its properties.</param>
    /// <param name="options">Everything else.</param>
    public Tag(string name, TagArgs? args = null, CustomResourceOptions? options = null)
        : base(Token, name, args ?? new(), MakeOptions(options, id: ""))
    {
    }

    private Tag(string name, Input<string> id, TagState? state, CustomResourceOptions? options)
        : base(Token, name, state, MakeOptions(options, id))
    {
    }

    /// <summary>How many databases have it.</summary>
    [Output("databasesCount")]
    public Output<int> DatabasesCount { get; private set; } = null!;

    /// <summary>How many droplets have it.</summary>
    [Output("dropletsCount")]
    public Output<int> DropletsCount { get; private set; } = null!;

    /// <summary>How many images have it.</summary>
    [Output("imagesCount")]
    public Output<int> ImagesCount { get; private set; } = null!;

    /// <summary>Letters, digits, colons, dashes and underscores; null = made from the name in the program.</summary>
    [Output("name")]
    public Output<string> Name { get; private set; } = null!;

    /// <summary>How many resources have it.</summary>
    [Output("totalResourceCount")]
    public Output<int> TotalResourceCount { get; private set; } = null!;

    /// <summary>How many volume snapshots have it.</summary>
    [Output("volumeSnapshotsCount")]
    public Output<int> VolumeSnapshotsCount { get; private set; } = null!;

    /// <summary>How many volumes have it.</summary>
    [Output("volumesCount")]
    public Output<int> VolumesCount { get; private set; } = null!;

    /// <summary>Takes over one that exists, to read only.</summary>
    /// <param name="name">Its name in the program.</param>
    /// <param name="id">What the provider calls it.</param>
    /// <param name="state">What else it takes to find it.</param>
    /// <param name="options">Everything else.</param>
    public static Tag Get(string name, Input<string> id, TagState? state = null, CustomResourceOptions? options = null)
        => new(name, id, state, options);

    private static CustomResourceOptions MakeOptions(CustomResourceOptions? options, Input<string> id)
        => Defaults.Under(options, id);
}
