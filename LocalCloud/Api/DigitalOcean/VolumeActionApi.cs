using E3.LocalCloud.Api.Http;
using E3.LocalCloud.Droplets;
using E3.LocalCloud.State;
using Microsoft.AspNetCore.Routing;

namespace E3.LocalCloud.Api.DigitalOcean;

/// <summary>/v2/volumes/…/actions: attach, detach, resize, of a volume named by its id or by its name and region.</summary>
internal sealed class VolumeActionApi(StateStore store, CloudSettings settings, DropletKeeper keeper, TimeProvider clock)
{
    private const int MostOfADroplet = 15;

    public void Map(ApiPipeline api, IEndpointRouteBuilder routes)
    {
        const string one = "/v2/volumes/{volume}/actions";
        api.DigitalOcean(routes, "POST", "/v2/volumes/actions", call => StartAsync(call, (state, body) => VolumeApi.Named(state, body.VolumeName, body.Region)));
        api.DigitalOcean(routes, "POST", one, call => StartAsync(call, (state, _) => VolumeApi.Demand(state, call)));
        api.DigitalOcean(routes, "GET", one, call =>
        {
            var volume = VolumeApi.Demand(store.Current, call);
            var actions = store.Current.Actions.Values.Reverse().Where(action => action.Volume == volume.Id);
            return Task.FromResult(Page.List(call, "actions", actions, action => View.Action(action, settings)));
        });
        api.DigitalOcean(routes, "GET", one + "/{action}", call =>
        {
            var volume = VolumeApi.Demand(store.Current, call);
            return Task.FromResult(store.Current.Actions.TryGetValue(call.RouteNumber("action"), out var action) && action.Volume == volume.Id
                ? Reply.Ok(new { Action = View.Action(action, settings) })
                : throw ApiException.NotFound());
        });
    }

    private async Task<Reply> StartAsync(Call call, Func<CloudState, VolumeActionBody, Volume> find)
    {
        var body = await call.BodyAsync<VolumeActionBody>();
        var action = await store.UpdateAsync(
            state =>
            {
                var volume = find(state, body);
                var changed = Apply(body, volume, state);
                var started = new CloudAction
                {
                    Id = state.NextId,
                    Type = body.Type == "resize" ? "resize" : $"{body.Type}_volume",
                    DropletId = body.DropletId ?? changed.DropletId ?? 0,
                    Volume = volume.Id,
                    Region = volume.Region,
                    StartedAt = clock.GetUtcNow(),
                };
                return ((state with { NextId = state.NextId + 1 }).With(changed).With(started), started);
            },
            call.Cancel);
        keeper.Run(action);
        return Reply.Accepted(new { Action = View.Action(action, settings) });
    }

    private static Volume Apply(VolumeActionBody body, Volume volume, CloudState state) => body.Type switch
    {
        "attach" => Attached(volume, Droplet(body, state), state),
        "detach" when volume.DropletId is null || volume.DropletId != Droplet(body, state).Id =>
            throw ApiException.Unprocessable("The volume is not attached to this Droplet."),
        "detach" => volume with { DropletId = null },
        "resize" when body.SizeGigabytes is not { } size || size <= volume.SizeGigabytes || size > VolumeApi.LargestSize =>
            throw ApiException.Unprocessable($"size_gigabytes must be larger than the volume and {VolumeApi.LargestSize} at most"),
        "resize" => volume with { SizeGigabytes = body.SizeGigabytes!.Value },
        _ => throw ApiException.Unprocessable("type must be attach, detach or resize"),
    };

    private static Volume Attached(Volume volume, Droplet droplet, CloudState state)
    {
        Attachable(volume, droplet.Region, state.Volumes.Values.Count(other => other.DropletId == droplet.Id));
        return volume with { DropletId = droplet.Id };
    }

    /// <summary>Refuses a volume that a droplet of this region with so many volumes cannot have.</summary>
    public static void Attachable(Volume volume, string region, int already)
    {
        if (volume.DropletId is not null)
            throw ApiException.Unprocessable("The volume is already attached to a Droplet.");
        if (volume.Region != region)
            throw ApiException.Unprocessable($"The volume is in {volume.Region} and the Droplet in {region}: they must be in the same region.");
        if (already >= MostOfADroplet)
            throw ApiException.Unprocessable($"A Droplet can have {MostOfADroplet} volumes at most.");
    }

    private static Droplet Droplet(VolumeActionBody body, CloudState state)
    {
        var droplet = state.Droplet(body.DropletId ?? throw ApiException.Unprocessable("droplet_id is missing")) ?? throw ApiException.NotFound();
        return View.IsLocked(droplet, state) ? throw ApiException.Unprocessable("Droplet already has a pending event.") : droplet;
    }

    private sealed record VolumeActionBody(string? Type, long? DropletId, string? VolumeName, string? Region, int? SizeGigabytes);
}
