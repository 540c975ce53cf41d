using System.Collections.Immutable;

namespace E3.Engine.Providers.DigitalOcean;

// What is used of DigitalOcean's answers (https://docs.digitalocean.com/reference/api/); names are theirs in camel case.

internal sealed record DropletAnswer(Droplet Droplet, Links? Links);

internal sealed record DropletList(ImmutableArray<Droplet> Droplets, Links? Links) : IPage;

internal sealed record Droplet(
    long Id, string Name, string Status, bool Locked, int Memory, int Vcpus, int Disk, string CreatedAt, ImmutableArray<string> Features,
    Image? Image, Size? Size, string? SizeSlug, Networks? Networks, Region? Region, ImmutableArray<string> Tags, ImmutableArray<string> VolumeIds,
    string? VpcUuid)
{
    public string? PublicIPv4 => AddressOf(Networks?.V4, "public");

    public string? PrivateIPv4 => AddressOf(Networks?.V4, "private");

    public string? PublicIPv6 => AddressOf(Networks?.V6, "public");

    public bool Has(string feature) => !Features.IsDefault && Features.Contains(feature);

    private static string? AddressOf(ImmutableArray<Network>? networks, string type) =>
        networks is { IsDefault: false } known ? known.FirstOrDefault(network => network.Type == type)?.IpAddress : null;
}

internal sealed record ImageAnswer(Image Image);

internal sealed record ImageList(ImmutableArray<Image> Images, Links? Links) : IPage;

internal sealed record Image(
    long Id, string? Slug, string? Name, string? Type, string? Distribution, bool Public, ImmutableArray<string>? Regions, string? CreatedAt, int? MinDiskSize,
    double? SizeGigabytes, string? Description, ImmutableArray<string>? Tags, string? Status, string? ErrorMessage);

internal sealed record SizeList(ImmutableArray<Size> Sizes, Links? Links) : IPage;

internal sealed record Size(
    string Slug, double PriceHourly, double PriceMonthly, bool Available, double Transfer, int Memory, int Vcpus, int Disk, ImmutableArray<string> Regions);

internal sealed record Networks(ImmutableArray<Network> V4, ImmutableArray<Network> V6);

internal sealed record Network(string IpAddress, string Type);

internal sealed record Region(string Slug, string? Name, bool Available, ImmutableArray<string> Sizes, ImmutableArray<string> Features);

internal sealed record RegionList(ImmutableArray<Region> Regions, Links? Links) : IPage;

internal sealed record ActionAnswer(ApiAction Action);

internal sealed record ApiAction(long Id, string Status, string Type);

internal sealed record SshKeyAnswer(SshKey SshKey);

internal sealed record SshKeyList(ImmutableArray<SshKey> SshKeys, Links? Links) : IPage;

internal sealed record SshKey(long Id, string Name, string Fingerprint, string PublicKey);

internal sealed record AccountAnswer(Account Account);

internal sealed record Account(string Uuid, string Email, bool EmailVerified, string Status, string StatusMessage, int DropletLimit, int FloatingIpLimit);

internal sealed record TagAnswer(Tag Tag);

internal sealed record TagList(ImmutableArray<Tag> Tags, Links? Links) : IPage;

internal sealed record Tag(string Name, TaggedResources? Resources);

internal sealed record TaggedResources(int Count, Tagged? Droplets, Tagged? Images, Tagged? Volumes, Tagged? VolumeSnapshots, Tagged? Databases);

internal sealed record Tagged(int Count);

internal sealed record FirewallAnswer(Firewall Firewall);

internal sealed record FirewallList(ImmutableArray<Firewall> Firewalls, Links? Links) : IPage;

internal sealed record Firewall(
    string Id, string Name, string Status, string CreatedAt, ImmutableArray<PendingChange>? PendingChanges, ImmutableArray<FirewallRule>? InboundRules,
    ImmutableArray<FirewallRule>? OutboundRules, ImmutableArray<long>? DropletIds, ImmutableArray<string>? Tags);

internal sealed record PendingChange(long DropletId, bool Removing, string Status);

internal sealed record FirewallRule(string Protocol, string? Ports, FirewallPeers? Sources, FirewallPeers? Destinations);

internal sealed record FirewallPeers(
    ImmutableArray<string>? Addresses, ImmutableArray<long>? DropletIds, ImmutableArray<string>? LoadBalancerUids, ImmutableArray<string>? KubernetesIds,
    ImmutableArray<string>? Tags);

internal sealed record Links(Pages? Pages, ImmutableArray<LinkedAction> Actions);

internal sealed record LinkedAction(long Id);

internal sealed record Pages(string? Next);

internal interface IPage
{
    Links? Links { get; }
}
