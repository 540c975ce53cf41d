using System.Collections.Frozen;

namespace E3.LocalCloud.Catalogue;

/// <summary>The regions with Spaces: https://docs.digitalocean.com/platform/regional-availability/.</summary>
internal static class SpacesRegions
{
    public static readonly FrozenSet<string> All =
        FrozenSet.Create(StringComparer.Ordinal, "ams3", "atl1", "blr1", "fra1", "lon1", "nyc3", "sfo2", "sfo3", "sgp1", "syd1", "tor1");
}
