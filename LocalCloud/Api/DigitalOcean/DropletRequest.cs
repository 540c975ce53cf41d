using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using E3.LocalCloud.Api.Http;
using E3.LocalCloud.Catalogue;
using E3.LocalCloud.State;

namespace E3.LocalCloud.Api.DigitalOcean;

/// <summary>The body of POST /v2/droplets, and what is wrong with it.</summary>
internal sealed partial record DropletRequest
{
    private const int MostNames = 10;

    public string? Name { get; init; }

    public IReadOnlyList<string?>? Names { get; init; }

    public string? Region { get; init; }

    public string? Size { get; init; }

    public JsonElement Image { get; init; }

    public IReadOnlyList<JsonElement>? SshKeys { get; init; }

    public bool? Backups { get; init; }

    public bool? Monitoring { get; init; }

    public IReadOnlyList<string?>? Tags { get; init; }

    public string? UserData { get; init; }

    public BackupPolicyBody? BackupPolicy { get; init; }

    public bool? Ipv6 { get; init; }

    public bool? WithDropletAgent { get; init; }

    public bool? PublicNetworking { get; init; }

    public IReadOnlyList<JsonElement>? Volumes { get; init; }

    public string? VpcUuid { get; init; }

    /// <summary>Whether the answer is a list, as it is for a request with <c>names</c>.</summary>
    public bool IsMultiple => Names is not null;

    public static string CheckedName(string? name) => name is { Length: > 0 and <= 255 } && Hostname().IsMatch(name)
        ? name
        : throw ApiException.Unprocessable("Only valid hostname characters are allowed. (a-z, A-Z, 0-9, . and -)");

    /// <summary>What to make, all of it checked; ids and places are not given yet.</summary>
    public ImmutableArray<Droplet> Droplets(CloudState state, CloudSettings settings, DateTimeOffset now)
    {
        var names = IsMultiple ? Names! : [Name];
        if (names.Count is 0 or > MostNames)
            throw ApiException.Unprocessable($"names must hold 1 to {MostNames} names.");
        foreach (var name in names)
            CheckedName(name);
        if (Regions.Find(Region) is not { } region)
            throw ApiException.Unprocessable("You specified an invalid region for Droplet creation.");
        if (!settings.Offers(region.Slug))
            throw ApiException.Unprocessable(
                $"Region {region.Slug} is not available: the latency profile '{settings.Profile.Name}' has no place for it.");
        if (Sizes.Find(Size) is not { } size)
            throw ApiException.Unprocessable("You specified an invalid size for Droplet creation.");
        var image = Source(state, region, size);
        // Better refused than silently not there.
        if (PublicNetworking == false && settings.WithHosts)
            throw ApiException.Unprocessable("A Droplet of the local cloud needs public networking: nothing else reaches its host.");
        if (BackupPolicy is not null && Backups != true)
            throw ApiException.Unprocessable("backup_policy needs backups to be true.");
        var vpc = Network(state, region.Slug);
        if (state.VisibleDroplets.Count() + names.Count > settings.DropletsAllowed)
            throw ApiException.Unprocessable("creating this/these droplet(s) will exceed your droplet limit");
        var template = new Droplet
        {
            Id = 0,
            Place = 0,
            Name = "",
            Hostname = "",
            Region = region.Slug,
            Size = size.Slug,
            Image = image,
            Disk = size.Disk,
            Tags = TagApi.Read(Tags),
            AuthorizedKeys = Keys(state),
            UserData = UserData,
            Monitoring = Monitoring == true,
            Backups = Backups == true,
            BackupPolicy = BackupPolicy?.Checked(),
            Ipv6 = Ipv6 == true,
            DropletAgent = WithDropletAgent != false,
            PublicNetworking = PublicNetworking != false,
            Vpc = vpc.Id,
            CreatedAt = now,
        };
        return [.. names.Select(name => template with { Name = name!, Hostname = name! })];
    }

    /// <summary>The volumes to attach, each of which the droplet can have.</summary>
    public ImmutableArray<Volume> AttachedVolumes(CloudState state)
    {
        var volumes = ImmutableArray.CreateBuilder<Volume>();
        foreach (var named in Volumes ?? [])
        {
            var text = named.ValueKind == JsonValueKind.Object && named.TryGetProperty("id", out var id) ? id.ToString() : named.ToString();
            if (!Guid.TryParse(text, out var guid) || state.Volumes.GetValueOrDefault(guid) is not { } volume)
                throw ApiException.Unprocessable($"Volume {text} does not exist.");
            VolumeActionApi.Attachable(volume, Region!, volumes.Count);
            volumes.Add(volume);
        }

        return volumes.Count > 0 && IsMultiple && Names!.Count > 1
            ? throw ApiException.Unprocessable("A volume can be attached to one Droplet only.")
            : volumes.ToImmutable();
    }

    private long Source(CloudState state, CloudRegion region, CloudSize size)
    {
        if (Images.Find(Image) is { } offered)
            return offered.Id;
        if (!long.TryParse(Image.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || state.CustomImage(id) is not { } image)
            throw ApiException.Unprocessable("You specified an invalid image for Droplet creation.");
        if (image.Status != ImageStatus.Available)
            throw ApiException.Unprocessable($"The image {image.Name} ({id}) is not available yet: its import is under way.");
        if (!image.Regions.Contains(region.Slug))
            throw ApiException.Unprocessable($"The image {image.Name} ({id}) is not available in {region.Slug}, only in {string.Join(", ", image.Regions)}.");
        return image.MinDisk <= size.Disk ? id
            : throw ApiException.Unprocessable($"The image {image.Name} ({id}) needs a disk of {image.MinDisk} GB and {size.Slug} has {size.Disk} GB.");
    }

    private Vpc Network(CloudState state, string region)
    {
        if (string.IsNullOrEmpty(VpcUuid))
            return state.DefaultVpc(region);
        if (!Guid.TryParse(VpcUuid, out var id) || state.Vpc(id) is not { } vpc)
            throw ApiException.Unprocessable($"VPC {VpcUuid} does not exist.");
        return vpc.Region == region ? vpc : throw ApiException.Unprocessable($"VPC {VpcUuid} is in {vpc.Region} and the Droplet in {region}: they must be in the same region.");
    }

    private ImmutableArray<string> Keys(CloudState state)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var named in SshKeys ?? [])
        {
            var text = named.ValueKind switch
            {
                JsonValueKind.Number when named.TryGetInt64(out var id) => id.ToString(CultureInfo.InvariantCulture),
                JsonValueKind.String => named.GetString()!,
                _ => named.GetRawText(),
            };
            lines.Add(KeyApi.Find(state, text)?.PublicKey
                ?? throw ApiException.Unprocessable($"{text} are invalid key identifiers for Droplet creation."));
        }

        return lines.ToImmutable();
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9]?[a-z0-9A-Z.\-]*[a-z0-9A-Z]\z")]
    private static partial Regex Hostname();
}
