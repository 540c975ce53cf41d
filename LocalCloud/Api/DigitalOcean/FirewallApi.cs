using System.Collections.Immutable;
using E3.LocalCloud.Api.Http;
using E3.LocalCloud.Firewalls;
using E3.LocalCloud.State;
using Microsoft.AspNetCore.Routing;

namespace E3.LocalCloud.Api.DigitalOcean;

/// <summary>/v2/firewalls. Enforcing them is another's: it watches the state.</summary>
internal sealed class FirewallApi(StateStore store, FirewallProgress progress, TimeProvider clock)
{
    public void Map(ApiPipeline api, IEndpointRouteBuilder routes)
    {
        const string one = "/v2/firewalls/{firewall}";
        api.DigitalOcean(routes, "GET", "/v2/firewalls", call =>
            Task.FromResult(Page.List(call, "firewalls", store.Current.Firewalls.Values.OrderBy(firewall => firewall.CreatedAt), View)));
        api.DigitalOcean(routes, "POST", "/v2/firewalls", CreateAsync);
        api.DigitalOcean(routes, "GET", one, call => Task.FromResult(Show(Demand(store.Current, call))));
        api.DigitalOcean(routes, "PUT", one, ReplaceAsync);
        api.DigitalOcean(routes, "DELETE", one, DeleteAsync);
        api.DigitalOcean(routes, "POST", one + "/droplets", call => ChangeAsync(call, (firewall, body, state) =>
            firewall with { DropletIds = [.. firewall.DropletIds.Union(body.Droplets(state))] }));
        api.DigitalOcean(routes, "DELETE", one + "/droplets", call => ChangeAsync(call, (firewall, body, _) =>
            firewall with { DropletIds = [.. firewall.DropletIds.Except(body.DropletIds ?? [])] }));
        api.DigitalOcean(routes, "POST", one + "/tags", call => ChangeAsync(call, (firewall, body, state) =>
            firewall with { Tags = [.. firewall.Tags.Union(body.ExistingTags(state), StringComparer.OrdinalIgnoreCase)] }));
        api.DigitalOcean(routes, "DELETE", one + "/tags", call => ChangeAsync(call, (firewall, body, _) =>
            firewall with { Tags = [.. firewall.Tags.Except(TagApi.Read(body.Tags), StringComparer.OrdinalIgnoreCase)] }));
        api.DigitalOcean(routes, "POST", one + "/rules", call => ChangeAsync(call, AddRules));
        api.DigitalOcean(routes, "DELETE", one + "/rules", call => ChangeAsync(call, RemoveRules));
    }

    private async Task<Reply> CreateAsync(Call call)
    {
        var body = await call.BodyAsync<FirewallRequest>();
        var firewall = await store.UpdateAsync(
            state =>
            {
                var made = Filled(new Firewall { Id = Guid.NewGuid(), Name = "", CreatedAt = clock.GetUtcNow() }, body, state);
                return (state.With(made), made);
            },
            call.Cancel);
        return Reply.Accepted(new { Firewall = View(firewall) });
    }

    private async Task<Reply> ReplaceAsync(Call call)
    {
        var body = await call.BodyAsync<FirewallRequest>();
        var firewall = await store.UpdateAsync(
            state =>
            {
                var changed = Filled(Demand(state, call), body, state);
                return (state.With(changed), changed);
            },
            call.Cancel);
        return Show(firewall);
    }

    private async Task<Reply> DeleteAsync(Call call)
    {
        await store.UpdateAsync(state => state with { Firewalls = state.Firewalls.Remove(Demand(state, call).Id) }, call.Cancel);
        return Reply.NoContent;
    }

    private async Task<Reply> ChangeAsync(Call call, Func<Firewall, FirewallRequest, CloudState, Firewall> change)
    {
        var body = await call.BodyAsync<FirewallRequest>();
        await store.UpdateAsync(state => state.With(change(Demand(state, call), body, state)), call.Cancel);
        return Reply.NoContent;
    }

    private static Firewall Filled(Firewall firewall, FirewallRequest body, CloudState state)
    {
        var name = body.CheckedName;
        if (state.Firewalls.Values.Any(other => other.Name == name && other.Id != firewall.Id))
            throw ApiException.Conflict("duplicate name");
        body.DemandRules();
        return firewall with
        {
            Name = name,
            Inbound = body.Inbound(state),
            Outbound = body.Outbound(state),
            DropletIds = body.Droplets(state),
            Tags = body.ExistingTags(state),
        };
    }

    private static Firewall AddRules(Firewall firewall, FirewallRequest body, CloudState state)
    {
        body.DemandRules();
        return firewall with
        {
            Inbound = [.. Without(firewall.Inbound, body.Inbound(state)), .. body.Inbound(state)],
            Outbound = [.. Without(firewall.Outbound, body.Outbound(state)), .. body.Outbound(state)],
        };
    }

    private static Firewall RemoveRules(Firewall firewall, FirewallRequest body, CloudState state)
    {
        body.DemandRules();
        return firewall with
        {
            Inbound = Without(firewall.Inbound, body.Inbound(state)),
            Outbound = Without(firewall.Outbound, body.Outbound(state)),
        };
    }

    private static ImmutableArray<FirewallRule> Without(ImmutableArray<FirewallRule> rules, ImmutableArray<FirewallRule> gone) =>
        rules.RemoveAll(rule => gone.Any(rule.SameAs));

    private static Firewall Demand(CloudState state, Call call) =>
        state.Firewalls.GetValueOrDefault(call.RouteGuid("firewall")) ?? throw ApiException.NotFound();

    private object View(Firewall firewall) => FirewallView.Of(firewall, progress);

    private Reply Show(Firewall firewall) => Reply.Ok(new { Firewall = View(firewall) });
}
