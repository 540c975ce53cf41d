using System.Globalization;
using E3.LocalCloud.Catalogue;
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
        Type = "base",
        image.Distribution,
        image.Slug,
        Public = true,
        Regions = Regions.All.Select(region => region.Slug),
        Images.CreatedAt,
        MinDiskSize = image.MinDisk,
        SizeGigabytes = image.Gigabytes,
        Description = "Boots the local machine's own system",
        Tags = Array.Empty<string>(),
        Status = "available",
        ErrorMessage = "",
    };

    public static object Image(CustomImage image) => new
    {
        image.Id,
        image.Name,
        Type = "custom",
        image.Distribution,
        Slug = (string?)null,
        Public = false,
        image.Regions,
        image.CreatedAt,
        MinDiskSize = image.MinDisk,
        SizeGigabytes = image.Status == ImageStatus.Available ? image.Gigabytes : (double?)null,
        image.Description,
        image.Tags,
        Status = image.Status == ImageStatus.New ? "NEW" : image.Status.ToString().ToLowerInvariant(),
        ErrorMessage = image.Error ?? "",
    };

    public static object Vpc(Vpc vpc) => new
    {
        vpc.Id,
        Urn = Urn.Of(Urn.Vpc, vpc.Id),
        vpc.Name,
        vpc.Description,
        vpc.Region,
        vpc.IpRange,
        vpc.Default,
        vpc.CreatedAt,
    };

    public static object Volume(Volume volume, CloudSettings settings) => new
    {
        volume.Id,
        volume.Name,
        volume.SizeGigabytes,
        volume.Description,
        volume.FilesystemType,
        volume.FilesystemLabel,
        DropletIds = volume.DropletId is { } droplet ? new[] { droplet } : [],
        Region = Region(Regions.Find(volume.Region)!, settings),
        volume.Tags,
        volume.CreatedAt,
    };

    public static object ReservedIp(ReservedIp ip, CloudState state, CloudSettings settings) => new
    {
        ip.Ip,
        Region = Region(Regions.Find(ip.Region)!, settings),
        Droplet = ip.DropletId is { } id && state.Droplet(id) is { } droplet ? Droplet(droplet, state, settings) : null,
        Locked = state.Actions.Values.Any(action => action.ReservedIp == ip.Ip && action.Status == CloudAction.InProgress),
        ProjectId = state.Assignments.GetValueOrDefault(Urn.Of(Urn.ReservedIp, ip.Ip))?.Project ?? state.DefaultProject().Id,
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
            Image = Images.Find(droplet.Image) is { } offered ? Image(offered) : Image(state.CustomImages[droplet.Image]),
            VolumeIds = state.Volumes.Values.Where(volume => volume.DropletId == droplet.Id).Select(volume => volume.Id),
            Size = Size(size),
            SizeSlug = droplet.Size,
            Networks = new { V4 = DropletNetworks.V4(droplet, state), V6 = DropletNetworks.V6(droplet) },
            Region = Region(Regions.Find(droplet.Region)!, settings),
            droplet.Tags,
            VpcUuid = droplet.Vpc?.ToString() ?? "",
        };
    }

    /// <summary>An action; what a reserved IP is called in it depends on who asks.</summary>
    public static object Action(CloudAction action, CloudSettings settings, string reservedIp = "reserved_ip") => new
    {
        action.Id,
        action.Status,
        action.Type,
        action.StartedAt,
        action.CompletedAt,
        ResourceId = action.Volume is not null ? (long?)null : action.ReservedIp is { } ip ? DropletNetworks.Number(ip) : action.Image ?? action.DropletId,
        ResourceType = action.Volume is not null ? "volume" : action.ReservedIp is not null ? reservedIp : action.Image is not null ? "image" : "droplet",
        Region = Region(Regions.Find(action.Region)!, settings),
        RegionSlug = action.Region,
    };

    public static object Key(AccountKey key) => new { key.Id, key.Name, key.PublicKey, key.Fingerprint };

    public static object Tag(string name, CloudState state, string origin)
    {
        var droplets = state.VisibleDroplets.Where(droplet => droplet.HasTag(name)).Select(droplet => $"{origin}/v2/droplets/{droplet.Id}").ToArray();
        var volumes = state.Volumes.Values.Where(volume => volume.HasTag(name)).Select(volume => $"{origin}/v2/volumes/{volume.Id}").ToArray();
        var images = state.VisibleImages().Where(image => image.HasTag(name)).Select(image => $"{origin}/v2/images/{image.Id}").ToArray();
        var none = Tagged([]);
        return new
        {
            Name = name,
            Resources = new Dictionary<string, object?>
            {
                ["count"] = droplets.Length + images.Length + volumes.Length,
                ["last_tagged_uri"] = droplets.Concat(images).Concat(volumes).LastOrDefault() ?? "",
                ["droplets"] = Tagged(droplets),
                ["images"] = Tagged(images),
                ["volumes"] = Tagged(volumes),
                ["volume_snapshots"] = none,
                ["databases"] = none,
            },
        };
    }

    public static bool IsLocked(Droplet droplet, CloudState state) =>
        state.Actions.Values.Any(action => action.DropletId == droplet.Id && action.Status == CloudAction.InProgress);

    private static Dictionary<string, object> Tagged(string[] resources) =>
        resources.Length == 0 ? new() { ["count"] = 0 } : new() { ["count"] = resources.Length, ["last_tagged_uri"] = resources[^1] };

    private static IEnumerable<string> Features(Droplet droplet)
    {
        if (droplet.Monitoring)
            yield return "monitoring";
        if (droplet.Backups)
            yield return "backups";
        if (droplet.Ipv6)
            yield return "ipv6";
        if (droplet.Vpc is not null)
            yield return "private_networking";
        if (droplet.DropletAgent)
            yield return "droplet_agent";
    }

    private static object LocalDisk(int gigabytes) => new { Type = "local", Size = new { Amount = gigabytes, Unit = "gib" } };

    private static string Text(DropletStatus status) => status.ToString().ToLower(CultureInfo.InvariantCulture);
}
