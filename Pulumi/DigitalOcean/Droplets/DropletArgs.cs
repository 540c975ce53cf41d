namespace Pulumi.DigitalOcean;

/// <summary>What a droplet is to be like.</summary>
public sealed class DropletArgs : ResourceArgs
{
    [Input("sshKeys")]
    private InputList<string>? _sshKeys;

    [Input("tags")]
    private InputList<string>? _tags;

    [Input("volumeIds")]
    private InputList<string>? _volumeIds;

    /// <summary>New, with nothing set.</summary>
    public static new DropletArgs Empty => new();

    /// <summary>When backups are made; needs Backups.</summary>
    [Input("backupPolicy")]
    public Input<Inputs.DropletBackupPolicyArgs>? BackupPolicy { get; set; }

    /// <summary>Whether DigitalOcean makes backups.</summary>
    [Input("backups")]
    public Input<bool>? Backups { get; set; }

    /// <summary>Whether the agent for the web console is installed; null = if the image can.</summary>
    [Input("dropletAgent")]
    public Input<bool>? DropletAgent { get; set; }

    /// <summary>Whether it is shut down, not just switched off, before it is deleted.</summary>
    [Input("gracefulShutdown")]
    public Input<bool>? GracefulShutdown { get; set; }

    /// <summary>The image it is made from: slug or id. A change replaces it.</summary>
    [Input("image", required: true)]
    public Input<string> Image { get; set; } = null!;

    /// <summary>Whether it has IPv6.</summary>
    [Input("ipv6")]
    public Input<bool>? Ipv6 { get; set; }

    /// <summary>Its public IPv6 address.</summary>
    [Input("ipv6Address")]
    public Input<string>? Ipv6Address { get; set; }

    /// <summary>Whether the monitoring agent is installed.</summary>
    [Input("monitoring")]
    public Input<bool>? Monitoring { get; set; }

    /// <summary>Its name, which becomes its host name; null = made from the name in the program.</summary>
    [Input("name")]
    public Input<string>? Name { get; set; }

    /// <summary>Whether it is in a VPC; always so by now.</summary>
    [Input("privateNetworking")]
    public Input<bool>? PrivateNetworking { get; set; }

    /// <summary>Whether it has a public address.</summary>
    [Input("publicNetworking")]
    public Input<bool>? PublicNetworking { get; set; }

    /// <summary>Where it stands: a region's slug. A change replaces it.</summary>
    [Input("region")]
    public InputUnion<string, Region>? Region { get; set; }

    /// <summary>Whether a new size also grows the disk, which cannot be undone; true if not said.</summary>
    [Input("resizeDisk")]
    public Input<bool>? ResizeDisk { get; set; }

    /// <summary>How big it is: a size's slug.</summary>
    [Input("size", required: true)]
    public InputUnion<string, DropletSlug> Size { get; set; } = null!;

    /// <summary>SSH keys that may log in as root: ids or fingerprints. A change replaces it.</summary>
    public InputList<string> SshKeys
    {
        get => _sshKeys ??= [];
        set => _sshKeys = value;
    }

    /// <summary>Names of its tags.</summary>
    public InputList<string> Tags
    {
        get => _tags ??= [];
        set => _tags = value;
    }

    /// <summary>What cloud-init gets on the first boot. A change replaces it.</summary>
    [Input("userData")]
    public Input<string>? UserData { get; set; }

    /// <summary>Block storage attached to it.</summary>
    public InputList<string> VolumeIds
    {
        get => _volumeIds ??= [];
        set => _volumeIds = value;
    }

    /// <summary>The VPC it is in; null = the region's default one.</summary>
    [Input("vpcUuid")]
    public Input<string>? VpcUuid { get; set; }
}
