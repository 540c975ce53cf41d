using E3.LocalCloud.Api.Http;
using E3.LocalCloud.Catalogue;
using E3.LocalCloud.State;
using Microsoft.AspNetCore.Routing;

namespace E3.LocalCloud.Api.DigitalOcean;

/// <summary>/v2/account, /v2/regions and /v2/sizes: what there is before anything was made.</summary>
internal sealed class AccountApi(StateStore store, CloudSettings settings)
{
    public void Map(ApiPipeline api, IEndpointRouteBuilder routes)
    {
        api.DigitalOcean(routes, "GET", "/v2/account", AccountAsync);
        api.DigitalOcean(routes, "GET", "/v2/regions", call =>
            Task.FromResult(Page.List(call, "regions", Regions.All, region => View.Region(region, settings))));
        api.DigitalOcean(routes, "GET", "/v2/sizes", call =>
            Task.FromResult(Page.List(call, "sizes", Sizes.All, View.Size)));
    }

    private Task<Reply> AccountAsync(Call call)
    {
        var id = store.Current.AccountId;
        return Task.FromResult(Reply.Ok(new
        {
            Account = new
            {
                DropletLimit = settings.DropletsAllowed,
                FloatingIpLimit = settings.ReservedIpLimit,
                settings.ReservedIpLimit,
                settings.VolumeLimit,
                Email = "operator@local-cloud.invalid",
                Name = "Local cloud",
                Uuid = id,
                EmailVerified = true,
                Status = "active",
                StatusMessage = "",
                Team = new { Uuid = id, Name = "Local cloud" },
            },
        }));
    }
}
