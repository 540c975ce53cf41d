using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace E3.LocalCloud.State;

[JsonConverter(typeof(JsonStringEnumConverter<DropletStatus>))]
internal enum DropletStatus
{
    New,
    Active,
    Off,
}

/// <summary>A droplet: what was asked for, and how far it is.</summary>
internal sealed record Droplet
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The name it was created with, which stays its hostname when it is renamed, as at DigitalOcean.</summary>
    public required string Hostname { get; init; }

    public required string Region { get; init; }

    public required string Size { get; init; }

    public required long Image { get; init; }

    /// <summary>Gigabytes; a resize may leave it as it was.</summary>
    public required int Disk { get; init; }

    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Lines of authorized_keys, copied at creation: deleting a key from the account takes it from no droplet.</summary>
    public ImmutableArray<string> AuthorizedKeys { get; init; } = [];

    public string? UserData { get; init; }

    public bool Monitoring { get; init; }

    public bool Backups { get; init; }

    /// <summary>When backups are made; null is DigitalOcean's own choice.</summary>
    public BackupPolicy? BackupPolicy { get; init; }

    public bool Ipv6 { get; init; }

    public bool DropletAgent { get; init; } = true;

    /// <summary>False for a droplet that only its VPC reaches.</summary>
    public bool PublicNetworking { get; init; } = true;

    /// <summary>Its VPC; null only for a droplet from before there were any here.</summary>
    public Guid? Vpc { get; init; }

    /// <summary>Its private address in the VPC.</summary>
    public string? PrivateIp { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Place in the cloud's address block, from 2.</summary>
    public required int Place { get; init; }

    public DropletStatus Status { get; init; } = DropletStatus.New;

    /// <summary>Its deletion was answered; what is left of it on this machine is being removed.</summary>
    public bool Deleting { get; init; }

    public bool HasTag(string name) => Tags.Contains(name, StringComparer.OrdinalIgnoreCase);
}

/// <summary>When a droplet's backups are made: "daily" or "weekly", a weekday such as "SUN" for the latter, the hour in UTC.</summary>
internal sealed record BackupPolicy(string Plan, string? Weekday, int Hour);

/// <summary>An action, from DigitalOcean's <c>action</c>. While it runs, the droplet it concerns is locked.</summary>
internal sealed record CloudAction
{
    public const string InProgress = "in-progress";
    public const string Completed = "completed";
    public const string Errored = "errored";

    public required long Id { get; init; }

    public required string Type { get; init; }

    public string Status { get; init; } = InProgress;

    /// <summary>The droplet it concerns; 0 for none.</summary>
    public required long DropletId { get; init; }

    /// <summary>The volume it is an action of, or null.</summary>
    public Guid? Volume { get; init; }

    /// <summary>The image it is an action of, or null.</summary>
    public long? Image { get; init; }

    /// <summary>The reserved IP it is an action of, or null.</summary>
    public string? ReservedIp { get; init; }

    public required string Region { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }
}

/// <summary>A public key of the account.</summary>
internal sealed record AccountKey(long Id, string Name, string PublicKey, string Fingerprint);
