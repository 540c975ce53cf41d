using E3.LocalCloud.Api.Http;
using E3.LocalCloud.State;
using Microsoft.AspNetCore.Routing;

namespace E3.LocalCloud.Api.DigitalOcean;

/// <summary>
/// What clients ask besides of a droplet, and of snapshots, and of which a local cloud has none: kernels to choose from, backups that were made, droplets on the
/// same hardware, snapshots.
/// </summary>
internal sealed class DropletLookUpApi(StateStore store)
{
    public void Map(ApiPipeline api, IEndpointRouteBuilder routes)
    {
        foreach (var what in new[] { "kernels", "backups", "snapshots" })
        {
            api.DigitalOcean(routes, "GET", "/v2/droplets/{droplet}/" + what, call =>
            {
                DropletApi.Demand(store.Current, call);
                return Task.FromResult(None(call, what));
            });
        }

        api.DigitalOcean(routes, "GET", "/v2/droplets/{droplet}/neighbors", call =>
        {
            DropletApi.Demand(store.Current, call);
            return Task.FromResult(Reply.Ok(new { Droplets = Array.Empty<object>() }));
        });
        api.DigitalOcean(routes, "GET", "/v2/reports/droplet_neighbors_ids", _ => Task.FromResult(Reply.Ok(new { NeighborIds = Array.Empty<object>() })));
        api.DigitalOcean(routes, "GET", "/v2/snapshots", call => Task.FromResult(None(call, "snapshots")));
    }

    private static Reply None(Call call, string what) => Page.List(call, what, Array.Empty<object>(), one => one);
}
