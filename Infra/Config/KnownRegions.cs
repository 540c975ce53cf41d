using System.Collections.Immutable;

namespace E3.Infra.Config;

/// <summary>DigitalOcean's regions, so that a misspelt one is found before anything is made.</summary>
internal static class KnownRegions
{
    /// <summary>
    /// A region's place in this list is part of the overlay addresses of its hosts: append, never insert, never remove.
    /// Source: https://docs.digitalocean.com/platform/regional-availability/ and the API's list of slugs.
    /// </summary>
    public static ImmutableArray<string> Slugs { get; } =
        ["nyc1", "nyc2", "nyc3", "ams2", "ams3", "sfo1", "sfo2", "sfo3", "sgp1", "lon1", "fra1", "tor1", "blr1", "syd1", "atl1"];
}
