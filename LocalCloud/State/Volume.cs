using System.Collections.Immutable;

namespace E3.LocalCloud.State;

/// <summary>A block storage volume. It exists in the API only: no droplet of this machine sees a disk.</summary>
internal sealed record Volume
{
    public required Guid Id { get; init; }

    /// <summary>Unique in its region.</summary>
    public required string Name { get; init; }

    public required string Region { get; init; }

    public required int SizeGigabytes { get; init; }

    public string Description { get; init; } = "";

    public string FilesystemType { get; init; } = "";

    public string FilesystemLabel { get; init; } = "";

    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>The droplet it is attached to, or null.</summary>
    public long? DropletId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public bool HasTag(string name) => Tags.Contains(name, StringComparer.OrdinalIgnoreCase);
}
