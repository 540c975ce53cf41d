using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace E3.LocalCloud.State;

[JsonConverter(typeof(JsonStringEnumConverter<ImageStatus>))]
internal enum ImageStatus
{
    /// <summary>Nobody has begun to fetch it.</summary>
    New,

    /// <summary>It is being fetched.</summary>
    Pending,
    Available,

    /// <summary>Its import failed, or a user deleted it and a droplet is still of it.</summary>
    Deleted,
}

/// <summary>An image that a user had imported from an address.</summary>
internal sealed record CustomImage
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public required string Url { get; init; }

    public required string Distribution { get; init; }

    public string Description { get; init; } = "";

    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Where it is, first the region that it was imported to.</summary>
    public required ImmutableArray<string> Regions { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public ImageStatus Status { get; init; } = ImageStatus.New;

    /// <summary>Why its import failed; null for one whose import did not.</summary>
    public string? Error { get; init; }

    /// <summary>Length of what was fetched, in bytes; 0 before.</summary>
    public long Bytes { get; init; }

    /// <summary>Gigabytes of disk that a droplet of it needs; null before it was fetched.</summary>
    [JsonIgnore]
    public int? MinDisk => Status == ImageStatus.Available ? (int)Math.Max(1, Math.Ceiling(Gigabytes)) : null;

    [JsonIgnore]
    public double Gigabytes => Math.Round(Bytes / (double)(1L << 30), 2);

    public bool HasTag(string name) => Tags.Contains(name, StringComparer.OrdinalIgnoreCase);
}
