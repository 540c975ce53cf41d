using E3.Engine.Providers.Http;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean;

/// <summary>The regions on offer and the sizes each has, asked once.</summary>
internal sealed class Catalogue(DigitalOceanApi api)
{
    private readonly Lock _lock = new();
    private Task<List<Region>>? _regions;

    /// <summary>What is wrong with a droplet's region and size; nothing when the API cannot be asked.</summary>
    public async Task<IEnumerable<CheckFailure>> CheckAsync(string? region, string? size, CancellationToken cancel)
    {
        List<Region> regions;
        try
        {
            regions = await RegionsAsync(cancel);
        }
        catch (ApiException error) when (error.IsAmbiguous)
        {
            // A preview may run before the cloud does; the create says what is wrong with the connection.
            return [];
        }
        catch (ApiException error)
        {
            throw new ProviderException(error.Message, error);
        }
        return region is null ? CheckSize(size, regions, "any region") : CheckRegion(region, size, regions);
    }

    private static IEnumerable<CheckFailure> CheckRegion(string region, string? size, List<Region> regions)
    {
        var known = regions.Find(candidate => string.Equals(candidate.Slug, region, StringComparison.OrdinalIgnoreCase));
        if (known is null)
        {
            var slugs = regions.Where(candidate => candidate.Available).Select(candidate => candidate.Slug).Order(StringComparer.Ordinal).ToList();
            return [new CheckFailure("region", $"unknown region '{region}'{InputCheck.DidYouMean(region, slugs)}; known: {string.Join(", ", slugs)}")];
        }
        return known.Available ? CheckSize(size, [known], $"region '{region}'")
            : [new CheckFailure("region", $"region '{region}' takes no new droplets now; choose another")];
    }

    private static IEnumerable<CheckFailure> CheckSize(string? size, List<Region> regions, string where)
    {
        var offered = regions.SelectMany(region => region.Sizes.IsDefault ? [] : region.Sizes).Distinct().ToList();
        if (size is null || offered.Count == 0 || offered.Contains(size, StringComparer.OrdinalIgnoreCase)) return [];
        var like = offered.OrderBy(candidate => InputCheck.Distance(size, candidate)).ThenBy(candidate => candidate, StringComparer.Ordinal).Take(5);
        return [new CheckFailure("size", $"size '{size}' is not offered in {where}; offered and like it: {string.Join(", ", like)}")];
    }

    private Task<List<Region>> RegionsAsync(CancellationToken cancel)
    {
        lock (_lock)
        {
            // Shared by all who ask, so that one of them giving up does not take it from the others; a failure is asked about again.
            if (_regions is null or { IsFaulted: true })
                _regions = api.ListAsync<RegionList, Region>("/v2/regions", page => page.Regions, CancellationToken.None);
            return _regions.WaitAsync(cancel);
        }
    }
}
