using E3.LocalCloud.Api.Http;
using E3.LocalCloud.State;
using Microsoft.AspNetCore.Routing;

namespace E3.LocalCloud.Api.DigitalOcean;

/// <summary>/v2/actions and the actions of one droplet: newest first.</summary>
internal sealed class ActionApi(StateStore store, CloudSettings settings)
{
    public void Map(ApiPipeline api, IEndpointRouteBuilder routes)
    {
        api.DigitalOcean(routes, "GET", "/v2/actions", call => Task.FromResult(List(call, _ => true)));
        api.DigitalOcean(routes, "GET", "/v2/actions/{action}", call => Task.FromResult(Show(call, _ => true)));
        api.DigitalOcean(routes, "GET", "/v2/droplets/{droplet}/actions", call =>
            Task.FromResult(List(call, OfDroplet(call))));
        api.DigitalOcean(routes, "GET", "/v2/droplets/{droplet}/actions/{action}", call =>
            Task.FromResult(Show(call, OfDroplet(call))));
    }

    private Reply List(Call call, Func<CloudAction, bool> wanted) =>
        Page.List(call, "actions", store.Current.Actions.Values.Reverse().Where(wanted), action => View.Action(action, settings));

    private Reply Show(Call call, Func<CloudAction, bool> wanted) =>
        store.Current.Actions.TryGetValue(call.RouteNumber("action"), out var action) && wanted(action)
            ? Reply.Ok(new { Action = View.Action(action, settings) })
            : throw ApiException.NotFound();

    private Func<CloudAction, bool> OfDroplet(Call call)
    {
        var id = (store.Current.Droplet(call.RouteNumber("droplet")) ?? throw ApiException.NotFound()).Id;
        return action => action.DropletId == id;
    }
}
