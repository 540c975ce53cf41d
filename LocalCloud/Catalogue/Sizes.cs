using System.Collections.Immutable;

namespace E3.LocalCloud.Catalogue;

/// <summary>A droplet size: memory in MB, disk in GB, transfer in TB, prices in US dollars.</summary>
internal sealed record CloudSize(string Slug, string Description, int Memory, int Vcpus, int Disk, double Transfer, decimal PriceMonthly, decimal PriceHourly);

/// <summary>The basic and dedicated sizes that a computation of this kind uses: https://www.digitalocean.com/pricing/droplets.</summary>
internal static class Sizes
{
    public static readonly ImmutableArray<CloudSize> All =
    [
        new("s-1vcpu-512mb-10gb", "Basic", 512, 1, 10, 0.5, 4, 0.00595m),
        new("s-1vcpu-1gb", "Basic", 1024, 1, 25, 1, 6, 0.00893m),
        new("s-1vcpu-2gb", "Basic", 2048, 1, 50, 2, 12, 0.01786m),
        new("s-2vcpu-2gb", "Basic", 2048, 2, 60, 3, 18, 0.02679m),
        new("s-2vcpu-4gb", "Basic", 4096, 2, 80, 4, 24, 0.03571m),
        new("s-4vcpu-8gb", "Basic", 8192, 4, 160, 5, 48, 0.07143m),
        new("s-8vcpu-16gb", "Basic", 16384, 8, 320, 6, 96, 0.14286m),
        new("c-2", "CPU-Optimized", 4096, 2, 25, 4, 42, 0.0625m),
        new("c-4", "CPU-Optimized", 8192, 4, 50, 5, 84, 0.125m),
        new("c-8", "CPU-Optimized", 16384, 8, 100, 6, 168, 0.25m),
        new("g-2vcpu-8gb", "General Purpose", 8192, 2, 25, 4, 63, 0.09375m),
        new("g-4vcpu-16gb", "General Purpose", 16384, 4, 50, 5, 126, 0.1875m),
    ];

    public static CloudSize? Find(string? slug) => All.FirstOrDefault(size => size.Slug == slug);
}
