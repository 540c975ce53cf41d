using E3.LocalCloud.Api.Http;
using E3.LocalCloud.Catalogue;
using E3.LocalCloud.Droplets;
using E3.LocalCloud.Network;
using E3.LocalCloud.State;
using Microsoft.AspNetCore.Routing;

namespace E3.LocalCloud.Api.DigitalOcean;

/// <summary>/v2/reserved_ips and their actions: https://docs.digitalocean.com/reference/api/digitalocean/#tag/Reserved-IPs.</summary>
internal sealed class ReservedIpApi(StateStore store, CloudSettings settings, DropletKeeper keeper, TimeProvider clock)
{
    // They go by their former name too, which older clients know only.
    public void Map(ApiPipeline api, IEndpointRouteBuilder routes)
    {
        foreach (var kind in new[] { "reserved_ip", "floating_ip" })
            Map(api, routes, kind);
    }

    private void Map(ApiPipeline api, IEndpointRouteBuilder routes, string kind)
    {
        var all = $"/v2/{kind}s";
        var one = all + "/{ip}";
        api.DigitalOcean(routes, "GET", all, call => Task.FromResult(Page.List(call, kind + "s", store.Current.ReservedIps.Values, Show)));
        api.DigitalOcean(routes, "POST", all, call => CreateAsync(call, kind));
        api.DigitalOcean(routes, "GET", one, call => Task.FromResult(Reply.Ok(new Dictionary<string, object> { [kind] = Show(Demand(store.Current, call)) })));
        api.DigitalOcean(routes, "DELETE", one, DeleteAsync);
        api.DigitalOcean(routes, "GET", one + "/actions", call =>
        {
            var ip = Demand(store.Current, call).Ip;
            var actions = store.Current.Actions.Values.Reverse().Where(action => action.ReservedIp == ip);
            return Task.FromResult(Page.List(call, "actions", actions, action => View.Action(action, settings, kind)));
        });
        api.DigitalOcean(routes, "POST", one + "/actions", call => ActAsync(call, kind));
        api.DigitalOcean(routes, "GET", one + "/actions/{action}", call =>
        {
            var ip = Demand(store.Current, call).Ip;
            return Task.FromResult(store.Current.Actions.TryGetValue(call.RouteNumber("action"), out var action) && action.ReservedIp == ip
                ? Reply.Ok(new { Action = View.Action(action, settings, kind) })
                : throw ApiException.NotFound());
        });
    }

    private async Task<Reply> CreateAsync(Call call, string kind)
    {
        var body = await call.BodyAsync<ReservedIpBody>();
        var (ip, action) = await store.UpdateAsync<(ReservedIp Ip, CloudAction? Action)>(
            state =>
            {
                // Older clients send both, one of them empty.
                if (body.DropletId is null == string.IsNullOrEmpty(body.Region))
                    throw ApiException.Unprocessable("either region or droplet_id is needed, not both");
                if (state.ReservedIps.Count >= settings.ReservedIpLimit)
                    throw ApiException.Unprocessable("You have reached your reserved IP limit.");
                var region = body.DropletId is { } droplet
                    ? (state.Droplet(droplet) ?? throw ApiException.NotFound()).Region
                    : Regions.Find(body.Region)?.Slug ?? throw ApiException.Unprocessable("region is invalid");
                var made = new ReservedIp(Free(state), region, null);
                state = state.With(made);
                return body.DropletId is null ? (state, (made, null)) : Assigned(state, made, body.DropletId.Value);
            },
            call.Cancel);
        if (action is not null)
            keeper.Run(action);
        object[] actions = action is null ? [] : [new { action.Id, Rel = "assign_ip", Href = $"{call.Origin}/v2/actions/{action.Id}" }];
        return Reply.Accepted(new Dictionary<string, object> { [kind] = Show(ip), ["links"] = new { Actions = actions } });
    }

    private async Task<Reply> DeleteAsync(Call call)
    {
        await store.UpdateAsync(
            state =>
            {
                var ip = Demand(state, call).Ip;
                return state with { ReservedIps = state.ReservedIps.Remove(ip), Assignments = state.Assignments.Remove(Urn.Of(Urn.ReservedIp, ip)) };
            },
            call.Cancel);
        return Reply.NoContent;
    }

    private async Task<Reply> ActAsync(Call call, string kind)
    {
        var body = await call.BodyAsync<ReservedIpActionBody>();
        var (_, action) = await store.UpdateAsync(
            state => body.Type switch
            {
                "assign" => Assigned(state, Demand(state, call), body.DropletId ?? throw ApiException.Unprocessable("droplet_id is missing")),
                "unassign" => Unassigned(state, Demand(state, call)),
                _ => throw ApiException.Unprocessable("type must be assign or unassign"),
            },
            call.Cancel);
        keeper.Run(action!);
        return Reply.Created(new { Action = View.Action(action!, settings, kind) });
    }

    private (CloudState State, (ReservedIp Ip, CloudAction? Action) Answer) Assigned(CloudState state, ReservedIp ip, long id)
    {
        var droplet = state.Droplet(id) ?? throw ApiException.NotFound();
        if (droplet.Region != ip.Region)
            throw ApiException.Unprocessable($"The reserved IP is of {ip.Region} and the Droplet in {droplet.Region}: they must be in the same region.");
        if (View.IsLocked(droplet, state))
            throw ApiException.Unprocessable("Droplet already has a pending event.");
        if (state.ReservedIps.Values.Any(other => other.DropletId == id && other.Ip != ip.Ip))
            throw ApiException.Unprocessable("The Droplet has a reserved IP already.");
        return Started(state, ip with { DropletId = id }, "assign_ip", id);
    }

    private (CloudState State, (ReservedIp Ip, CloudAction? Action) Answer) Unassigned(CloudState state, ReservedIp ip) => ip.DropletId is { } droplet
        ? Started(state, ip with { DropletId = null }, "unassign_ip", droplet)
        : throw ApiException.Unprocessable("The reserved IP is not assigned to a Droplet.");

    private (CloudState State, (ReservedIp Ip, CloudAction? Action) Answer) Started(CloudState state, ReservedIp ip, string type, long droplet)
    {
        var action = new CloudAction
        {
            Id = state.NextId,
            Type = type,
            DropletId = droplet,
            ReservedIp = ip.Ip,
            Region = ip.Region,
            StartedAt = clock.GetUtcNow(),
        };
        return ((state with { NextId = state.NextId + 1 }).With(ip).With(action), (ip, action));
    }

    private static string Free(CloudState state)
    {
        var block = new AddressBlock(state.Block ?? throw ApiException.Unprocessable("The cloud has no addresses yet."));
        return Enumerable.Range(AddressBlock.LastHost + 1, AddressBlock.LastPlace - AddressBlock.LastHost)
            .Select(place => block.Host(place).ToString()).FirstOrDefault(ip => !state.ReservedIps.ContainsKey(ip))
            ?? throw ApiException.Unprocessable("There is no address left for another reserved IP.");
    }

    private static ReservedIp Demand(CloudState state, Call call) => state.ReservedIps.GetValueOrDefault(call.Route("ip")) ?? throw ApiException.NotFound();

    private object Show(ReservedIp ip) => View.ReservedIp(ip, store.Current, settings);

    private sealed record ReservedIpBody(string? Region, long? DropletId);

    private sealed record ReservedIpActionBody(string? Type, long? DropletId);
}
