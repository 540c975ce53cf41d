namespace Pulumi.DigitalOcean;

/// <summary>What it takes to find an existing one with Droplet.Get; usually nothing.</summary>
public sealed class DropletState : ResourceArgs
{
    [Input("sshKeys")]
    private InputList<string>? _sshKeys;

    [Input("tags")]
    private InputList<string>? _tags;

    [Input("volumeIds")]
    private InputList<string>? _volumeIds;

    /// <summary>New, with nothing set.</summary>
    public static new DropletState Empty => new();

    /// <summary>When backups are made; needs Backups.</summary>
    [Input("backupPolicy")]
    public Input<Inputs.DropletBackupPolicyGetArgs>? BackupPolicy { get; set; }

    /// <summary>Whether DigitalOcean makes backups.</summary>
    [Input("backups")]
    public Input<bool>? Backups { get; set; }

    /// <summary>When it was created, RFC 3339.</summary>
    [Input("createdAt")]
    public Input<string>? CreatedAt { get; set; }

    /// <summary>Size of its disk in GB.</summary>
    [Input("disk")]
    public Input<int>? Disk { get; set; }

    /// <summary>Whether the agent for the web console is installed; null = if the image can.</summary>
    [Input("dropletAgent")]
    public Input<bool>? DropletAgent { get; set; }

    /// <summary>DigitalOcean's own name for it: <c>do:droplet:ID</c>.</summary>
    [Input("dropletUrn")]
    public Input<string>? DropletUrn { get; set; }

    /// <summary>Whether it is shut down, not just switched off, before it is deleted.</summary>
    [Input("gracefulShutdown")]
    public Input<bool>? GracefulShutdown { get; set; }

    /// <summary>The image it is made from: slug or id. A change replaces it.</summary>
    [Input("image")]
    public Input<string>? Image { get; set; }

    /// <summary>Its public IPv4 address.</summary>
    [Input("ipv4Address")]
    public Input<string>? Ipv4Address { get; set; }

    /// <summary>Its IPv4 address within the VPC.</summary>
    [Input("ipv4AddressPrivate")]
    public Input<string>? Ipv4AddressPrivate { get; set; }

    /// <summary>Whether it has IPv6.</summary>
    [Input("ipv6")]
    public Input<bool>? Ipv6 { get; set; }

    /// <summary>Its public IPv6 address.</summary>
    [Input("ipv6Address")]
    public Input<string>? Ipv6Address { get; set; }

    /// <summary>Whether an action under way keeps others out.</summary>
    [Input("locked")]
    public Input<bool>? Locked { get; set; }

    /// <summary>Its memory in MB.</summary>
    [Input("memory")]
    public Input<int>? Memory { get; set; }

    /// <summary>Whether the monitoring agent is installed.</summary>
    [Input("monitoring")]
    public Input<bool>? Monitoring { get; set; }

    /// <summary>Its name, which becomes its host name; null = made from the name in the program.</summary>
    [Input("name")]
    public Input<string>? Name { get; set; }

    /// <summary>US dollars an hour.</summary>
    [Input("priceHourly")]
    public Input<double>? PriceHourly { get; set; }

    /// <summary>US dollars a month.</summary>
    [Input("priceMonthly")]
    public Input<double>? PriceMonthly { get; set; }

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
    [Input("size")]
    public InputUnion<string, DropletSlug>? Size { get; set; }

    /// <summary>SSH keys that may log in as root: ids or fingerprints. A change replaces it.</summary>
    public InputList<string> SshKeys
    {
        get => _sshKeys ??= [];
        set => _sshKeys = value;
    }

    /// <summary><c>new</c>, <c>active</c>, <c>off</c> or <c>archive</c>.</summary>
    [Input("status")]
    public Input<string>? Status { get; set; }

    /// <summary>Names of its tags.</summary>
    public InputList<string> Tags
    {
        get => _tags ??= [];
        set => _tags = value;
    }

    /// <summary>What cloud-init gets on the first boot. A change replaces it.</summary>
    [Input("userData")]
    public Input<string>? UserData { get; set; }

    /// <summary>Its virtual processors.</summary>
    [Input("vcpus")]
    public Input<int>? Vcpus { get; set; }

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
