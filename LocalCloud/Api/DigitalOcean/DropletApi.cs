using System.Collections.Immutable;
using E3.LocalCloud.Api.Http;
using E3.LocalCloud.Droplets;
using E3.LocalCloud.Firewalls;
using E3.LocalCloud.Network;
using E3.LocalCloud.State;
using Microsoft.AspNetCore.Routing;

namespace E3.LocalCloud.Api.DigitalOcean;

/// <summary>/v2/droplets: create, list, get, delete.</summary>
internal sealed class DropletApi(StateStore store, CloudSettings settings, DropletKeeper keeper, FirewallProgress progress, TimeProvider clock)
{
    public void Map(ApiPipeline api, IEndpointRouteBuilder routes)
    {
        api.DigitalOcean(routes, "GET", "/v2/droplets", ListAsync);
        api.DigitalOcean(routes, "POST", "/v2/droplets", CreateAsync);
        api.DigitalOcean(routes, "DELETE", "/v2/droplets", DeleteTaggedAsync);
        api.DigitalOcean(routes, "GET", "/v2/droplets/{droplet}", call =>
            Task.FromResult(Reply.Ok(new { Droplet = Show(Demand(store.Current, call)) })));
        api.DigitalOcean(routes, "DELETE", "/v2/droplets/{droplet}", DeleteAsync);
        api.DigitalOcean(routes, "GET", "/v2/droplets/{droplet}/backups/policy", call =>
            Task.FromResult(Reply.Ok(new { Policy = BackupPolicyBody.View(Demand(store.Current, call)) })));
        api.DigitalOcean(routes, "GET", "/v2/droplets/{droplet}/firewalls", call =>
        {
            var droplet = Demand(store.Current, call);
            var firewalls = store.Current.Firewalls.Values.Where(firewall => firewall.HoldsFor(droplet));
            return Task.FromResult(Page.List(call, "firewalls", firewalls, firewall => FirewallView.Of(firewall, progress)));
        });
    }

    public static Droplet Demand(CloudState state, Call call) => state.Droplet(call.RouteNumber("droplet")) ?? throw ApiException.NotFound();

    private Task<Reply> ListAsync(Call call)
    {
        var tag = call.Query("tag_name");
        var name = call.Query("name");
        var state = store.Current;
        var shown = state.VisibleDroplets
            .Where(droplet => tag is null || droplet.HasTag(tag))
            .Where(droplet => name is null || string.Equals(droplet.Name, name, StringComparison.OrdinalIgnoreCase));
        return Task.FromResult(Page.List(call, "droplets", call.Query("type") == "gpus" ? [] : shown, droplet => View.Droplet(droplet, state, settings)));
    }

    private async Task<Reply> CreateAsync(Call call)
    {
        var request = await call.BodyAsync<DropletRequest>();
        var made = await store.UpdateAsync(
            state => Make(state, request.Droplets(state, settings, clock.GetUtcNow()), request.AttachedVolumes(state)), call.Cancel);
        foreach (var (droplet, _) in made)
            keeper.Provision(droplet.Id);
        var links = new { Actions = made.Select(pair => new { pair.Create.Id, Rel = "create", Href = $"{call.Origin}/v2/actions/{pair.Create.Id}" }) };
        return Reply.Accepted(request.IsMultiple
            ? new { Droplets = made.Select(pair => Show(pair.Droplet)), Links = links }
            : new { Droplet = Show(made[0].Droplet), Links = links });
    }

    private static (CloudState State, ImmutableArray<(Droplet Droplet, CloudAction Create)> Made) Make(
        CloudState state, ImmutableArray<Droplet> wanted, ImmutableArray<Volume> volumes)
    {
        var made = ImmutableArray.CreateBuilder<(Droplet, CloudAction)>();
        var places = state.Droplets.Values.Select(droplet => droplet.Place).ToHashSet();
        var place = 2;
        foreach (var template in wanted)
        {
            while (!places.Add(place))
                place++;
            if (place > AddressBlock.LastHost)
                throw ApiException.Unprocessable("There is no address left for another droplet.");
            var vpc = state.Vpc(template.Vpc!.Value)!;
            var privateIp = state.FreeAddress(vpc) ?? throw ApiException.Unprocessable($"There is no address left in the VPC {vpc.Name}.");
            var droplet = template with { Id = state.NextId, Place = place, PrivateIp = privateIp };
            var create = new CloudAction
            {
                Id = state.NextId + 1,
                Type = "create",
                DropletId = droplet.Id,
                Region = droplet.Region,
                StartedAt = droplet.CreatedAt,
            };
            state = (state with { NextId = state.NextId + 2 }).With(droplet).With(create);
            made.Add((droplet, create));
        }

        state = volumes.Aggregate(state, (next, volume) => next.With(volume with { DropletId = made[0].Item1.Id }));
        return (state.WithTags(wanted[0].Tags), made.ToImmutable());
    }

    private async Task<Reply> DeleteAsync(Call call)
    {
        await DeleteAsync(state => [Demand(state, call)], call.Cancel);
        return Reply.NoContent;
    }

    private async Task<Reply> DeleteTaggedAsync(Call call)
    {
        var tag = call.Query("tag_name");
        if (string.IsNullOrEmpty(tag))
            throw ApiException.Unprocessable("tag_name is missing: it says which droplets to delete.");
        await DeleteAsync(
            state => state.HasTag(tag) ? [.. state.VisibleDroplets.Where(droplet => droplet.HasTag(tag))] : throw ApiException.NotFound(),
            call.Cancel);
        return Reply.NoContent;
    }

    private async Task DeleteAsync(Func<CloudState, ImmutableArray<Droplet>> choose, CancellationToken cancel)
    {
        var doomed = await store.UpdateAsync(
            state =>
            {
                var chosen = choose(state);
                return (chosen.Aggregate(state, (next, droplet) => next.With(droplet with { Deleting = true }).Released(droplet.Id)), chosen);
            },
            cancel);
        foreach (var droplet in doomed)
            keeper.Remove(droplet.Id);
    }

    private object Show(Droplet droplet) => View.Droplet(droplet, store.Current, settings);
}
