using System.Globalization;
using E3.LocalCloud.Catalogue;
using E3.LocalCloud.Network;
using E3.LocalCloud.State;

namespace E3.LocalCloud.Api.DigitalOcean;

/// <summary>How DigitalOcean's API shows each thing.</summary>
internal static class View
{
    public static object Region(CloudRegion region, CloudSettings settings) => new
    {
        region.Slug,
        region.Name,
        Regions.Features,
        Available = settings.Offers(region.Slug),
        Sizes = Sizes.All.Select(size => size.Slug),
    };

    public static object Size(CloudSize size) => new
    {
        size.Slug,
        size.Memory,
        size.Vcpus,
        size.Disk,
        size.Transfer,
        size.PriceMonthly,
        size.PriceHourly,
        Regions = Regions.All.Select(region => region.Slug),
        Available = true,
        size.Description,
        DiskInfo = new[] { LocalDisk(size.Disk) },
    };

    public static object Image(CloudImage image) => new
    {
        image.Id,
        image.Name,
        Type = image.Public ? "base" : "custom",
        image.Distribution,
        image.Slug,
        image.Public,
        Regions = Regions.All.Select(region => region.Slug),
        Images.CreatedAt,
        MinDiskSize = image.MinDisk,
        SizeGigabytes = image.Gigabytes,
        Description = "Boots the local machine's own system",
        Tags = Array.Empty<string>(),
        Status = "available",
        ErrorMessage = "",
    };

    public static object Droplet(Droplet droplet, CloudState state, CloudSettings settings)
    {
        var size = Sizes.Find(droplet.Size)!;
        return new
        {
            droplet.Id,
            droplet.Name,
            size.Memory,
            size.Vcpus,
            droplet.Disk,
            DiskInfo = new[] { LocalDisk(droplet.Disk) },
            Locked = IsLocked(droplet, state),
            Status = Text(droplet.Status),
            Kernel = (object?)null,
            droplet.CreatedAt,
            Features = Features(droplet),
            BackupIds = Array.Empty<long>(),
            NextBackupWindow = (object?)null,
            SnapshotIds = Array.Empty<long>(),
            Image = Image(Images.Find(droplet.Image)!),
            VolumeIds = Array.Empty<string>(),
            Size = Size(size),
            SizeSlug = droplet.Size,
            Networks = new { V4 = Networks(droplet, state), V6 = Array.Empty<object>() },
            Region = Region(Regions.Find(droplet.Region)!, settings),
            droplet.Tags,
        };
    }

    public static object Action(CloudAction action, CloudSettings settings) => new
    {
        action.Id,
        action.Status,
        action.Type,
        action.StartedAt,
        action.CompletedAt,
        ResourceId = action.DropletId,
        ResourceType = "droplet",
        Region = Region(Regions.Find(action.Region)!, settings),
        RegionSlug = action.Region,
    };

    public static object Key(AccountKey key) => new { key.Id, key.Name, key.PublicKey, key.Fingerprint };

    public static object Tag(string name, CloudState state, string origin)
    {
        var tagged = state.VisibleDroplets.Where(droplet => droplet.HasTag(name)).ToArray();
        var droplets = Tagged(tagged.Length, tagged.Length == 0 ? null : $"{origin}/v2/droplets/{tagged[^1].Id}");
        var none = Tagged(0, null);
        return new
        {
            Name = name,
            Resources = new Dictionary<string, object?>
            {
                ["count"] = tagged.Length,
                ["last_tagged_uri"] = tagged.Length == 0 ? "" : $"{origin}/v2/droplets/{tagged[^1].Id}",
                ["droplets"] = droplets,
                ["images"] = none,
                ["volumes"] = none,
                ["volume_snapshots"] = none,
                ["databases"] = none,
            },
        };
    }

    public static bool IsLocked(Droplet droplet, CloudState state) =>
        state.Actions.Values.Any(action => action.DropletId == droplet.Id && action.Status == CloudAction.InProgress);

    private static Dictionary<string, object> Tagged(int count, string? last) =>
        last is null ? new() { ["count"] = count } : new() { ["count"] = count, ["last_tagged_uri"] = last };

    // Addresses appear when the droplet first is active, as at DigitalOcean.
    private static object[] Networks(Droplet droplet, CloudState state) =>
        droplet.Status == DropletStatus.New || state.Block is not { } block
            ? []
            :
            [
                new
                {
                    IpAddress = new AddressBlock(block).Host(droplet.Place).ToString(),
                    Netmask = AddressBlock.Netmask,
                    Gateway = new AddressBlock(block).Operator.ToString(),
                    Type = "public",
                },
            ];

    private static IEnumerable<string> Features(Droplet droplet)
    {
        if (droplet.Monitoring)
            yield return "monitoring";
        if (droplet.Backups)
            yield return "backups";
        yield return "droplet_agent";
    }

    private static object LocalDisk(int gigabytes) => new { Type = "local", Size = new { Amount = gigabytes, Unit = "gib" } };

    private static string Text(DropletStatus status) => status.ToString().ToLower(CultureInfo.InvariantCulture);
}
