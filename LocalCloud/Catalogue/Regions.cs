using System.Collections.Immutable;

namespace E3.LocalCloud.Catalogue;

/// <summary>A region of DigitalOcean.</summary>
internal sealed record CloudRegion(string Slug, string Name);

/// <summary>The regions there are: https://docs.digitalocean.com/platform/regional-availability/.</summary>
internal static class Regions
{
    public static readonly ImmutableArray<CloudRegion> All =
    [
        new("ams3", "Amsterdam 3"),
        new("blr1", "Bangalore 1"),
        new("fra1", "Frankfurt 1"),
        new("lon1", "London 1"),
        new("nyc1", "New York 1"),
        new("nyc2", "New York 2"),
        new("nyc3", "New York 3"),
        new("sfo2", "San Francisco 2"),
        new("sfo3", "San Francisco 3"),
        new("sgp1", "Singapore 1"),
        new("syd1", "Sydney 1"),
        new("tor1", "Toronto 1"),
    ];

    public static readonly ImmutableArray<string> Features = ["backups", "ipv6", "metadata", "install_agent", "storage", "image_transfer"];

    public static CloudRegion? Find(string? slug) => All.FirstOrDefault(region => region.Slug == slug);
}
