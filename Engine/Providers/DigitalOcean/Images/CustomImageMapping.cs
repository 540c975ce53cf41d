using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using E3.Engine.Properties;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean.Images;

/// <summary>A custom image's inputs and outputs as the official provider writes them, to and from the API's.</summary>
internal static class CustomImageMapping
{
    private static readonly ImmutableArray<string> Distributions =
    [
        "Arch Linux", "CentOS", "CoreOS", "Debian", "Fedora", "Fedora Atomic", "FreeBSD", "Gentoo", "openSUSE", "RancherOS", "Ubuntu", "Unknown", "Unknown OS",
    ];

    public static ResourceSchema Schema { get; } = new("digitalocean:index/customImage:CustomImage",
    [
        PropertySpec.Text("url") with { Required = true, Replaces = true },
        PropertySpec.Set("regions", PropertyKind.Text) with { Required = true },
        PropertySpec.Text("name") with { IsName = true },
        PropertySpec.Text("description"),
        PropertySpec.Text("distribution") with { OneOf = Distributions, Default = new PropertyValue.Text("Unknown") },
        PropertySpec.Set("tags", PropertyKind.Text),
    ]);

    /// <summary>Where it is to be, the region that it is imported to first.</summary>
    public static ImmutableArray<string> Regions(PropertyMap inputs) =>
        [.. inputs.Texts("regions").Select(region => region.ToLowerInvariant()).Distinct()];

    public static JsonObject ToRequest(PropertyMap inputs, string ownTag)
    {
        var body = ToChange(inputs);
        body["url"] = inputs.Text("url");
        body["region"] = Regions(inputs)[0];
        body["tags"] = new JsonArray([.. inputs.Texts("tags").Add(ownTag).Select(tag => JsonValue.Create(tag))]);
        return body;
    }

    public static JsonObject ToChange(PropertyMap inputs) => new()
    {
        ["name"] = inputs.Text("name"),
        ["distribution"] = inputs.Text("distribution") ?? "Unknown",
        ["description"] = inputs.Text("description") ?? "",
    };

    /// <summary>The outputs; the address that it came from is known from the inputs only.</summary>
    public static PropertyMap ToOutputs(Image image, PropertyMap inputs)
    {
        var outputs = PropertyMap.Empty
            .WithCreateTimeout(CustomImageResource.Patience)
            .With("id", image.Id.ToString(CultureInfo.InvariantCulture))
            .With("imageId", image.Id)
            .With("name", image.Name ?? "")
            .With("url", inputs.Text("url") ?? "")
            .With("type", image.Type ?? "")
            .With("distribution", image.Distribution ?? "")
            .With("slug", image.Slug ?? "")
            .With("public", image.Public)
            .With("regions", Sorted(image.Regions))
            .With("minDiskSize", image.MinDiskSize ?? 0)
            .With("sizeGigabytes", image.SizeGigabytes ?? 0)
            .With("createdAt", image.CreatedAt ?? "")
            .With("tags", Sorted([.. ResourceTags.Shown(image.Tags ?? [])]))
            .With("status", image.Status ?? "");
        return image.Description is { Length: > 0 } description ? outputs.With("description", description) : outputs;
    }

    /// <summary>The inputs that would give the image as it is; a look-up by id alone cannot know the address.</summary>
    public static PropertyMap ToInputs(Image image, PropertyMap known)
    {
        var outputs = ToOutputs(image, known);
        if (known.Count == 0) return PropertyMap.From(outputs.Where(entry => entry.Key is "name" or "regions" or "distribution" or "description" or "tags"));
        foreach (var text in new[] { "name", "distribution", "description" })
        {
            var now = outputs.Text(text);
            if (now != known.Text(text)) known = now is null ? known.Without(text) : known.With(text, now);
        }
        if (!Regions(known).ToHashSet().SetEquals(outputs.Texts("regions"))) known = known.With("regions", outputs["regions"]);
        return known.Texts("tags").ToHashSet().SetEquals(outputs.Texts("tags")) ? known : known.With("tags", outputs["tags"]);
    }

    private static PropertyValue Sorted(ImmutableArray<string>? texts) => (texts is { IsDefault: false } known ? known : []).Order(StringComparer.Ordinal).ToProperty();
}
