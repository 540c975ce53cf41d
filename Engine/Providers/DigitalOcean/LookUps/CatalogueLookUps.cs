using System.Collections.Immutable;
using System.Globalization;
using E3.Engine.Properties;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean.LookUps;

/// <summary>getRegion(s), getSizes, getImage(s): what is on offer.</summary>
internal sealed class CatalogueLookUps(Connection connection)
{
    private static readonly ImmutableArray<RecordField> RegionFields =
    [
        new("slug", PropertyKind.Text), new("name", PropertyKind.Text), new("sizes", PropertyKind.Set), new("features", PropertyKind.Set),
        new("available", PropertyKind.Bool),
    ];

    private static readonly ImmutableArray<RecordField> SizeFields =
    [
        new("slug", PropertyKind.Text), new("available", PropertyKind.Bool), new("transfer", PropertyKind.Number), new("price_monthly", PropertyKind.Number),
        new("price_hourly", PropertyKind.Number), new("memory", PropertyKind.Number), new("vcpus", PropertyKind.Number), new("disk", PropertyKind.Number),
        new("regions", PropertyKind.Set),
    ];

    private static readonly ImmutableArray<RecordField> ImageFields =
    [
        new("id", PropertyKind.Number), new("name", PropertyKind.Text), new("type", PropertyKind.Text), new("distribution", PropertyKind.Text),
        new("slug", PropertyKind.Text), new("image", PropertyKind.Text), new("private", PropertyKind.Bool), new("min_disk_size", PropertyKind.Number),
        new("size_gigabytes", PropertyKind.Number), new("regions", PropertyKind.Set), new("created", PropertyKind.Text), new("tags", PropertyKind.Set),
        new("status", PropertyKind.Text), new("error_message", PropertyKind.Text), new("description", PropertyKind.Text),
    ];

    private DigitalOceanApi Api => connection.Api;

    public IEnumerable<IFunction> All =>
    [
        new LookUp("getRegion", [PropertySpec.Text("slug") with { Required = true }], RegionAsync),
        new RecordListing("getRegions", "regions", RegionFields, async (_, cancel) => (await RegionsAsync(cancel)).Select(Record)),
        new RecordListing("getSizes", "sizes", SizeFields,
            async (_, cancel) => (await Api.ListAsync<SizeList, Size>("/v2/sizes", page => page.Sizes, cancel)).Select(Record)),
        new LookUp("getImage",
            [
                PropertySpec.Number("id"), PropertySpec.Text("name"), PropertySpec.Text("slug"),
                PropertySpec.Text("source") with { OneOf = ["all", "applications", "distributions", "user"] },
            ], ImageAsync),
        new RecordListing("getImages", "images", ImageFields, async (_, cancel) => (await ImagesAsync("", cancel)).Select(Record)),
    ];

    private async Task<PropertyMap> RegionAsync(PropertyMap arguments, CancellationToken cancel)
    {
        var slug = arguments.Text("slug")!;
        var region = LookUp.There((await RegionsAsync(cancel)).Find(region => region.Slug == slug), $"region {slug}");
        return Record(region).With("id", slug);
    }

    private async Task<PropertyMap> ImageAsync(PropertyMap arguments, CancellationToken cancel)
    {
        var by = LookUp.OneOf(arguments, "id", "name", "slug");
        var wanted = arguments.Text(by)!;
        if (by != "name" && arguments.ContainsKey("source")) throw new ProviderException("source goes with name only: an id or a slug is of one image");
        if (by != "name")
        {
            var answer = await Api.Client.GetAsync<ImageAnswer>($"/v2/images/{Uri.EscapeDataString(wanted)}", cancel);
            return Record(LookUp.There(answer, $"image with {by} {wanted}").Image).With("source", "user");
        }
        var source = arguments.Text("source") ?? "user";
        var query = source switch { "applications" => "?type=application", "distributions" => "?type=distribution", "user" => "?private=true", _ => "" };
        return Record(LookUp.Only((await ImagesAsync(query, cancel)).FindAll(image => image.Name == wanted), $"image with name {wanted}")).With("source", source);
    }

    private Task<List<Region>> RegionsAsync(CancellationToken cancel) => Api.ListAsync<RegionList, Region>("/v2/regions", page => page.Regions, cancel);

    private Task<List<Image>> ImagesAsync(string query, CancellationToken cancel) => Api.ListAsync<ImageList, Image>("/v2/images" + query, page => page.Images, cancel);

    private static PropertyMap Record(Region region) => PropertyMap.Empty
        .With("slug", region.Slug)
        .With("name", region.Name ?? "")
        .With("sizes", Set(region.Sizes))
        .With("features", Set(region.Features))
        .With("available", region.Available);

    private static PropertyMap Record(Size size) => PropertyMap.Empty
        .With("slug", size.Slug)
        .With("available", size.Available)
        .With("transfer", size.Transfer)
        .With("priceMonthly", size.PriceMonthly)
        .With("priceHourly", size.PriceHourly)
        .With("memory", size.Memory)
        .With("vcpus", size.Vcpus)
        .With("disk", size.Disk)
        .With("regions", Set(size.Regions));

    private static PropertyMap Record(Image image) => PropertyMap.Empty
        .With("id", image.Id)
        .With("name", image.Name ?? "")
        .With("type", image.Type ?? "")
        .With("distribution", image.Distribution ?? "")
        .With("slug", image.Slug ?? "")
        .With("image", image.Id.ToString(CultureInfo.InvariantCulture))
        .With("private", !image.Public)
        .With("minDiskSize", image.MinDiskSize ?? 0)
        .With("sizeGigabytes", image.SizeGigabytes ?? 0)
        .With("regions", Set(image.Regions ?? []))
        .With("created", image.CreatedAt ?? "")
        .With("tags", Set([.. ResourceTags.Shown(image.Tags ?? [])]))
        .With("status", image.Status ?? "")
        .With("errorMessage", image.ErrorMessage ?? "")
        .With("description", image.Description ?? "");

    // Order means nothing, and one order keeps what hangs on it the same.
    private static PropertyValue Set(ImmutableArray<string> texts) => (texts.IsDefault ? [] : texts).Order(StringComparer.Ordinal).ToProperty();
}
