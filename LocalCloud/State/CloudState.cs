using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace E3.LocalCloud.State;

/// <summary>All a local cloud knows, as one immutable value: what <c>state.json</c> holds.</summary>
internal sealed record CloudState
{
    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;

    /// <summary>The next number any object with a numeric id gets. Starts at random so that two clouds' names in the kernel differ.</summary>
    public required long NextId { get; init; }

    /// <summary>The account's identity, as GET /v2/account shows it.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>The latency profile last set; null means the one the server was started with.</summary>
    public string? Profile { get; init; }

    /// <summary>Which /20 of 198.18.0.0/15 is this cloud's; null until the first host network came up.</summary>
    public int? Block { get; init; }

    /// <summary>Metric of the route by which the block is reserved while no interface has it.</summary>
    public int? Reservation { get; init; }

    public ImmutableSortedDictionary<long, Droplet> Droplets { get; init; } = ImmutableSortedDictionary<long, Droplet>.Empty;

    public ImmutableSortedDictionary<long, CloudAction> Actions { get; init; } = ImmutableSortedDictionary<long, CloudAction>.Empty;

    public ImmutableSortedDictionary<long, AccountKey> Keys { get; init; } = ImmutableSortedDictionary<long, AccountKey>.Empty;

    /// <summary>Tag names; DigitalOcean compares them without case and keeps the spelling of the first.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    public ImmutableSortedDictionary<Guid, Firewall> Firewalls { get; init; } = ImmutableSortedDictionary<Guid, Firewall>.Empty;

    /// <summary>VPCs as they were made or changed; <see cref="VpcLedger"/> adds the default ones that nobody touched.</summary>
    public ImmutableSortedDictionary<Guid, Vpc> Vpcs { get; init; } = ImmutableSortedDictionary<Guid, Vpc>.Empty;

    /// <summary>Images that were imported, with failed imports and those deleted that droplets are still of: see <see cref="ImageLedger"/>.</summary>
    public ImmutableSortedDictionary<long, CustomImage> CustomImages { get; init; } = ImmutableSortedDictionary<long, CustomImage>.Empty;

    public ImmutableSortedDictionary<Guid, Volume> Volumes { get; init; } = ImmutableSortedDictionary<Guid, Volume>.Empty;

    /// <summary>Reserved IPs by address.</summary>
    public ImmutableSortedDictionary<string, ReservedIp> ReservedIps { get; init; } = ImmutableSortedDictionary<string, ReservedIp>.Empty;

    /// <summary>Domains by name, in lower case.</summary>
    public ImmutableSortedDictionary<string, Domain> Domains { get; init; } = ImmutableSortedDictionary<string, Domain>.Empty;

    /// <summary>Projects as they were made or changed; <see cref="ProjectLedger"/> adds the account's first one.</summary>
    public ImmutableSortedDictionary<Guid, Project> Projects { get; init; } = ImmutableSortedDictionary<Guid, Project>.Empty;

    /// <summary>Which project a resource was put in, by its URN; one that is not here is in the default project.</summary>
    public ImmutableSortedDictionary<string, Assignment> Assignments { get; init; } = ImmutableSortedDictionary<string, Assignment>.Empty;

    public ImmutableSortedDictionary<string, TailnetKey> TailnetKeys { get; init; } = ImmutableSortedDictionary<string, TailnetKey>.Empty;

    public ImmutableSortedDictionary<long, TailnetDevice> TailnetDevices { get; init; } = ImmutableSortedDictionary<long, TailnetDevice>.Empty;

    /// <summary>Policy files by tailnet; one that is not here has the default.</summary>
    public ImmutableSortedDictionary<string, TailnetPolicy> TailnetPolicies { get; init; } = ImmutableSortedDictionary<string, TailnetPolicy>.Empty;

    /// <summary>Access tokens of OAuth clients by their SHA-256.</summary>
    public ImmutableSortedDictionary<string, AccessToken> AccessTokens { get; init; } = ImmutableSortedDictionary<string, AccessToken>.Empty;

    public ImmutableSortedDictionary<string, Bucket> Buckets { get; init; } = ImmutableSortedDictionary<string, Bucket>.Empty;

    /// <summary>Droplets as the API shows them: those whose deletion was asked for are gone for it.</summary>
    [JsonIgnore]
    public IEnumerable<Droplet> VisibleDroplets => Droplets.Values.Where(droplet => !droplet.Deleting);

    /// <summary>Whether nothing is in the account: no object of any kind that a user made.</summary>
    [JsonIgnore]
    public bool IsEmpty =>
        Droplets.IsEmpty && Keys.IsEmpty && Tags.IsEmpty && Firewalls.IsEmpty && TailnetKeys.IsEmpty && Volumes.IsEmpty && ReservedIps.IsEmpty
        && Domains.IsEmpty && Vpcs.Values.All(vpc => vpc.Default) && Projects.Values.All(project => project.Id == AccountId)
        && !this.VisibleImages().Any() && TailnetDevices.IsEmpty && TailnetPolicies.IsEmpty && Buckets.IsEmpty;

    public Droplet? Droplet(long id) => Droplets.TryGetValue(id, out var droplet) && !droplet.Deleting ? droplet : null;

    public CloudState With(Droplet droplet) => this with { Droplets = Droplets.SetItem(droplet.Id, droplet) };

    public CloudState With(CloudAction action) => this with { Actions = Actions.SetItem(action.Id, action) };

    public CloudState With(Firewall firewall) => this with { Firewalls = Firewalls.SetItem(firewall.Id, firewall) };

    public CloudState With(Volume volume) => this with { Volumes = Volumes.SetItem(volume.Id, volume) };

    public CloudState With(ReservedIp ip) => this with { ReservedIps = ReservedIps.SetItem(ip.Ip, ip) };

    public CloudState With(Domain domain) => this with { Domains = Domains.SetItem(domain.Name, domain) };

    /// <summary>The state in which a droplet holds nothing more that outlives it: volumes and reserved IPs are free again.</summary>
    public CloudState Released(long droplet) => this with
    {
        Volumes = Volumes.SetItems(Volumes.Values.Where(volume => volume.DropletId == droplet)
            .Select(volume => KeyValuePair.Create(volume.Id, volume with { DropletId = null }))),
        ReservedIps = ReservedIps.SetItems(ReservedIps.Values.Where(ip => ip.DropletId == droplet)
            .Select(ip => KeyValuePair.Create(ip.Ip, ip with { DropletId = null }))),
        Assignments = Assignments.Remove(Urn.Of(Urn.Droplet, droplet)),
    };

    public CloudState With(TailnetDevice device) => this with { TailnetDevices = TailnetDevices.SetItem(device.Id, device) };

    public CloudState With(Bucket bucket) => this with { Buckets = Buckets.SetItem(bucket.Name, bucket) };

    /// <summary>The state with the tags that it lacks added.</summary>
    public CloudState WithTags(IEnumerable<string> names) =>
        this with { Tags = [.. Tags.Concat(names).Distinct(StringComparer.OrdinalIgnoreCase)] };

    public bool HasTag(string name) => Tags.Contains(name, StringComparer.OrdinalIgnoreCase);
}
