using System.Collections.Immutable;

namespace Pulumi.DigitalOcean;

/// <summary>A virtual machine of DigitalOcean.</summary>
[ResourceType(Token, Defaults.Version)]
public class Droplet : CustomResource
{
    private const string Token = "digitalocean:index/droplet:Droplet";

    /// <summary>Declares one.</summary>
    /// <param name="name">Its name in the program.</param>
    /// <param name="args">Its properties.</param>
    /// <param name="options">Everything else.</param>
    public Droplet(string name, DropletArgs args, CustomResourceOptions? options = null)
        : base(Token, name, args ?? new(), MakeOptions(options, id: ""))
    {
    }

    private Droplet(string name, Input<string> id, DropletState? state, CustomResourceOptions? options)
        : base(Token, name, state, MakeOptions(options, id))
    {
    }

    /// <summary>When backups are made; needs Backups.</summary>
    [Output("backupPolicy")]
    public Output<Outputs.DropletBackupPolicy?> BackupPolicy { get; private set; } = null!;

    /// <summary>Whether DigitalOcean makes backups.</summary>
    [Output("backups")]
    public Output<bool?> Backups { get; private set; } = null!;

    /// <summary>When it was created, RFC 3339.</summary>
    [Output("createdAt")]
    public Output<string> CreatedAt { get; private set; } = null!;

    /// <summary>Size of its disk in GB.</summary>
    [Output("disk")]
    public Output<int> Disk { get; private set; } = null!;

    /// <summary>Whether the agent for the web console is installed; null = if the image can.</summary>
    [Output("dropletAgent")]
    public Output<bool?> DropletAgent { get; private set; } = null!;

    /// <summary>DigitalOcean's own name for it: <c>do:droplet:ID</c>.</summary>
    [Output("dropletUrn")]
    public Output<string> DropletUrn { get; private set; } = null!;

    /// <summary>Whether it is shut down, not just switched off, before it is deleted.</summary>
    [Output("gracefulShutdown")]
    public Output<bool?> GracefulShutdown { get; private set; } = null!;

    /// <summary>The image it is made from: slug or id. A change replaces it.</summary>
    [Output("image")]
    public Output<string> Image { get; private set; } = null!;

    /// <summary>Its public IPv4 address.</summary>
    [Output("ipv4Address")]
    public Output<string> Ipv4Address { get; private set; } = null!;

    /// <summary>Its IPv4 address within the VPC.</summary>
    [Output("ipv4AddressPrivate")]
    public Output<string> Ipv4AddressPrivate { get; private set; } = null!;

    /// <summary>Whether it has IPv6.</summary>
    [Output("ipv6")]
    public Output<bool?> Ipv6 { get; private set; } = null!;

    /// <summary>Its public IPv6 address.</summary>
    [Output("ipv6Address")]
    public Output<string> Ipv6Address { get; private set; } = null!;

    /// <summary>Whether an action under way keeps others out.</summary>
    [Output("locked")]
    public Output<bool> Locked { get; private set; } = null!;

    /// <summary>Its memory in MB.</summary>
    [Output("memory")]
    public Output<int> Memory { get; private set; } = null!;

    /// <summary>Whether the monitoring agent is installed.</summary>
    [Output("monitoring")]
    public Output<bool?> Monitoring { get; private set; } = null!;

    /// <summary>Its name, which becomes its host name; null = made from the name in the program.</summary>
    [Output("name")]
    public Output<string> Name { get; private set; } = null!;

    /// <summary>US dollars an hour.</summary>
    [Output("priceHourly")]
    public Output<double> PriceHourly { get; private set; } = null!;

    /// <summary>US dollars a month.</summary>
    [Output("priceMonthly")]
    public Output<double> PriceMonthly { get; private set; } = null!;

    /// <summary>Whether it is in a VPC; always so by now.</summary>
    [Output("privateNetworking")]
    public Output<bool> PrivateNetworking { get; private set; } = null!;

    /// <summary>Whether it has a public address.</summary>
    [Output("publicNetworking")]
    public Output<bool> PublicNetworking { get; private set; } = null!;

    /// <summary>Where it stands: a region's slug. A change replaces it.</summary>
    [Output("region")]
    public Output<string> Region { get; private set; } = null!;

    /// <summary>Whether a new size also grows the disk, which cannot be undone; true if not said.</summary>
    [Output("resizeDisk")]
    public Output<bool?> ResizeDisk { get; private set; } = null!;

    /// <summary>How big it is: a size's slug.</summary>
    [Output("size")]
    public Output<string> Size { get; private set; } = null!;

    /// <summary>SSH keys that may log in as root: ids or fingerprints. A change replaces it.</summary>
    [Output("sshKeys")]
    public Output<ImmutableArray<string>> SshKeys { get; private set; } = null!;

    /// <summary><c>new</c>, <c>active</c>, <c>off</c> or <c>archive</c>.</summary>
    [Output("status")]
    public Output<string> Status { get; private set; } = null!;

    /// <summary>Names of its tags.</summary>
    [Output("tags")]
    public Output<ImmutableArray<string>> Tags { get; private set; } = null!;

    /// <summary>What cloud-init gets on the first boot. A change replaces it.</summary>
    [Output("userData")]
    public Output<string?> UserData { get; private set; } = null!;

    /// <summary>Its virtual processors.</summary>
    [Output("vcpus")]
    public Output<int> Vcpus { get; private set; } = null!;

    /// <summary>Block storage attached to it.</summary>
    [Output("volumeIds")]
    public Output<ImmutableArray<string>> VolumeIds { get; private set; } = null!;

    /// <summary>The VPC it is in; null = the region's default one.</summary>
    [Output("vpcUuid")]
    public Output<string> VpcUuid { get; private set; } = null!;

    /// <summary>Takes over one that exists, to read only.</summary>
    /// <param name="name">Its name in the program.</param>
    /// <param name="id">What the provider calls it.</param>
    /// <param name="state">What else it takes to find it.</param>
    /// <param name="options">Everything else.</param>
    public static Droplet Get(string name, Input<string> id, DropletState? state = null, CustomResourceOptions? options = null)
        => new(name, id, state, options);

    private static CustomResourceOptions MakeOptions(CustomResourceOptions? options, Input<string> id)
        => Defaults.Under(options, id);
}
