namespace E3.Deploy.Costs;

/// <summary>What DigitalOcean charges. Prices of sizes are the API's own; the others it tells nobody but readers of its pages.</summary>
/// <param name="Sizes">Each droplet size's price by its slug; null when the API was not asked, or did not answer.</param>
/// <param name="Lack">Why the sizes have no prices, for a person; null when they have.</param>
internal sealed record PriceList(IReadOnlyDictionary<string, Cost>? Sizes, string? Lack)
{
    /// <summary>
    /// A GiB of a volume, attached or not: US$ 0.10 a month, by the hour
    /// (<see href="https://docs.digitalocean.com/products/volumes/details/pricing/"/>, as of July 2026).
    /// </summary>
    public static Cost VolumeGiB { get; } = Cost.ByMonth(0.10m);

    /// <summary>
    /// A reserved IPv4 address that no droplet has: US$ 5 a month or US$ 0.01 an hour; one that a droplet has is free
    /// (<see href="https://docs.digitalocean.com/products/networking/reserved-ips/details/pricing/"/>, as of 2026).
    /// </summary>
    public static Cost IdleReservedIp { get; } = new(5m, 0.01m);

    /// <summary>
    /// What Spaces costs from an account's first bucket on: US$ 5 a month, prorated by the hour, with 250 GiB
    /// (<see href="https://docs.digitalocean.com/products/spaces/details/pricing/"/>, as of 2026).
    /// </summary>
    public static Cost Spaces { get; } = Cost.ByMonth(5m);

    /// <summary>A list without sizes, and why.</summary>
    public static PriceList Without(string lack) => new(null, lack);
}
