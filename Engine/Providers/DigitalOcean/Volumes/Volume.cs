using System.Collections.Immutable;

namespace E3.Engine.Providers.DigitalOcean.Volumes;

internal sealed record VolumeAnswer(Volume Volume);

internal sealed record VolumeList(ImmutableArray<Volume> Volumes, Links? Links) : IPage;

internal sealed record Volume(
    string Id, string Name, long SizeGigabytes, string? Description, string? FilesystemType, string? FilesystemLabel, ImmutableArray<long>? DropletIds,
    Region? Region, ImmutableArray<string>? Tags)
{
    public ImmutableArray<long> Droplets => DropletIds is { IsDefault: false } known ? known : [];

    public bool IsAttachedTo(long droplet) => Droplets.Contains(droplet);
}
