using System.Collections.Immutable;
using System.Globalization;
using E3.Engine.Properties;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean.LookUps;

/// <summary>getDroplet, getDroplets.</summary>
internal sealed class DropletLookUps(Connection connection)
{
    private static readonly ImmutableArray<RecordField> Fields =
    [
        new("id", PropertyKind.Number), new("name", PropertyKind.Text), new("created_at", PropertyKind.Text), new("urn", PropertyKind.Text),
        new("region", PropertyKind.Text), new("image", PropertyKind.Text), new("size", PropertyKind.Text), new("disk", PropertyKind.Number),
        new("vcpus", PropertyKind.Number), new("memory", PropertyKind.Number), new("price_hourly", PropertyKind.Number),
        new("price_monthly", PropertyKind.Number), new("status", PropertyKind.Text), new("locked", PropertyKind.Bool),
        new("ipv4_address", PropertyKind.Text), new("ipv4_address_private", PropertyKind.Text), new("ipv6_address", PropertyKind.Text),
        new("ipv6_address_private", PropertyKind.Text), new("backups", PropertyKind.Bool), new("ipv6", PropertyKind.Bool),
        new("private_networking", PropertyKind.Bool), new("monitoring", PropertyKind.Bool), new("volume_ids", PropertyKind.Set),
        new("tags", PropertyKind.Set), new("vpc_uuid", PropertyKind.Text),
    ];

    public IEnumerable<IFunction> All =>
    [
        new LookUp("getDroplet",
            [PropertySpec.Number("id"), PropertySpec.Text("name"), PropertySpec.Text("tag"), PropertySpec.Bool("gpu") with { Default = new PropertyValue.Bool(false) }], FindAsync),
        new RecordListing("getDroplets", "droplets", Fields,
            async (arguments, cancel) => (await ListAsync(arguments.Truth("gpus") == true, cancel)).Select(Record),
            PropertySpec.Bool("gpus") with { Default = new PropertyValue.Bool(false) }),
    ];

    private async Task<PropertyMap> FindAsync(PropertyMap arguments, CancellationToken cancel)
    {
        var by = LookUp.OneOf(arguments, "id", "name", "tag");
        var wanted = arguments.Text(by)!;
        var gpu = arguments.Truth("gpu") == true;
        if (by == "id")
        {
            var answer = await connection.Api.Client.GetAsync<DropletAnswer>($"/v2/droplets/{Uri.EscapeDataString(wanted)}", cancel);
            return Record(LookUp.There(answer, $"droplet with id {wanted}").Droplet).With("gpu", gpu);
        }
        var fitting = (await ListAsync(gpu, cancel)).FindAll(
            droplet => by == "name" ? droplet.Name == wanted : !droplet.Tags.IsDefault && droplet.Tags.Contains(wanted));
        var found = Record(LookUp.Only(fitting, $"droplet with {by} {wanted}")).With("gpu", gpu);
        return by == "tag" ? found.With("tag", wanted) : found;
    }

    private Task<List<Droplet>> ListAsync(bool gpus, CancellationToken cancel) =>
        connection.Api.ListAsync<DropletList, Droplet>(gpus ? "/v2/droplets?type=gpus" : "/v2/droplets", page => page.Droplets, cancel);

    private static PropertyMap Record(Droplet droplet) => PropertyMap.Empty
        .With("id", droplet.Id)
        .With("name", droplet.Name)
        .With("createdAt", droplet.CreatedAt)
        .With("urn", "do:droplet:" + droplet.Id.ToString(CultureInfo.InvariantCulture))
        .With("region", droplet.Region?.Slug ?? "")
        .With("image", droplet.Image is { } image ? image.Slug is { Length: > 0 } slug ? slug : image.Id.ToString(CultureInfo.InvariantCulture) : "")
        .With("size", droplet.Size?.Slug ?? droplet.SizeSlug ?? "")
        .With("disk", droplet.Disk)
        .With("vcpus", droplet.Vcpus)
        .With("memory", droplet.Memory)
        .With("priceHourly", droplet.Size?.PriceHourly ?? 0)
        .With("priceMonthly", droplet.Size?.PriceMonthly ?? 0)
        .With("status", droplet.Status)
        .With("locked", droplet.Locked)
        .With("ipv4Address", droplet.PublicIPv4 ?? "")
        .With("ipv4AddressPrivate", droplet.PrivateIPv4 ?? "")
        .With("ipv6Address", droplet.PublicIPv6?.ToLowerInvariant() ?? "")
        .With("ipv6AddressPrivate", "")
        .With("backups", droplet.Has("backups"))
        .With("ipv6", droplet.Has("ipv6"))
        .With("privateNetworking", droplet.Has("private_networking"))
        .With("monitoring", droplet.Has("monitoring"))
        .With("volumeIds", (droplet.VolumeIds.IsDefault ? [] : droplet.VolumeIds).ToProperty())
        .With("tags", DropletMapping.ShownTags(droplet).ToProperty())
        .With("vpcUuid", droplet.VpcUuid ?? "");
}
