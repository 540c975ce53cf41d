using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Serialization;
using E3.LocalCloud.Api.Http;
using E3.LocalCloud.Catalogue;
using E3.LocalCloud.Droplets;
using E3.LocalCloud.State;
using Microsoft.AspNetCore.Routing;

namespace E3.LocalCloud.Api.DigitalOcean;

/// <summary>POST /v2/droplets/{id}/actions, and the same for all droplets with a tag: power, reboot, resize, rename, backups, IPv6.</summary>
internal sealed class DropletActionApi(StateStore store, CloudSettings settings, DropletKeeper keeper, TimeProvider clock)
{
    // What can be asked of all droplets with a tag at once.
    private static readonly FrozenSet<string> OfMany = FrozenSet.Create(
        StringComparer.Ordinal, "power_on", "power_off", "power_cycle", "shutdown", "enable_ipv6", "enable_private_networking", "enable_backups", "disable_backups", "snapshot");

    public void Map(ApiPipeline api, IEndpointRouteBuilder routes)
    {
        api.DigitalOcean(routes, "POST", "/v2/droplets/{droplet}/actions", StartAsync);
        api.DigitalOcean(routes, "POST", "/v2/droplets/actions", StartTaggedAsync);
    }

    private async Task<Reply> StartAsync(Call call)
    {
        var body = await call.BodyAsync<ActionBody>();
        var action = await store.UpdateAsync(state => Started(state, body, DropletApi.Demand(state, call)), call.Cancel);
        keeper.Run(action);
        return Reply.Created(new { Action = View.Action(action, settings) });
    }

    private async Task<Reply> StartTaggedAsync(Call call)
    {
        var tag = call.Query("tag_name");
        if (string.IsNullOrEmpty(tag))
            throw ApiException.Unprocessable("tag_name is missing: it says whose actions these are.");
        var body = await call.BodyAsync<ActionBody>();
        if (!string.IsNullOrEmpty(body.Type) && !OfMany.Contains(body.Type))
            throw ApiException.Unprocessable($"An action of type '{body.Type}' is for one Droplet, not for all with a tag.");
        var actions = await store.UpdateAsync(
            state =>
            {
                if (!state.HasTag(tag))
                    throw ApiException.NotFound();
                var started = ImmutableArray.CreateBuilder<CloudAction>();
                foreach (var droplet in state.VisibleDroplets.Where(droplet => droplet.HasTag(tag)).ToArray())
                {
                    (state, var action) = Started(state, body, droplet);
                    started.Add(action);
                }

                return (state, started.ToImmutable());
            },
            call.Cancel);
        foreach (var action in actions)
            keeper.Run(action);
        return Reply.Created(new { Actions = actions.Select(action => View.Action(action, settings)) });
    }

    private (CloudState State, CloudAction Action) Started(CloudState state, ActionBody body, Droplet droplet)
    {
        if (View.IsLocked(droplet, state))
            throw ApiException.Unprocessable("Droplet already has a pending event.");
        var changed = Apply(body, droplet);
        var started = new CloudAction
        {
            Id = state.NextId,
            Type = body.Type!,
            DropletId = droplet.Id,
            Region = droplet.Region,
            StartedAt = clock.GetUtcNow(),
        };
        return ((state with { NextId = state.NextId + 1 }).With(changed).With(started), started);
    }

    // What the action changes in the record at once; what it does to the machine is the keeper's.
    private static Droplet Apply(ActionBody body, Droplet droplet) => body.Type switch
    {
        // Powering on what is on changes nothing: clients make sure of a new droplet that way.
        "power_off" or "shutdown" or "reboot" or "power_cycle" when droplet.Status == DropletStatus.Off =>
            throw ApiException.Unprocessable("Droplet is currently off. Please power it on to run this event."),
        "power_on" or "power_off" or "shutdown" or "reboot" or "power_cycle" => droplet,
        "rename" => droplet with { Name = DropletRequest.CheckedName(body.Name) },
        "resize" => Resized(body, droplet),
        "enable_ipv6" => droplet with { Ipv6 = true },
        "enable_private_networking" when droplet.Vpc is not null => droplet,
        "enable_backups" when droplet.Backups => throw ApiException.Unprocessable("Backups are already enabled for this Droplet."),
        "enable_backups" => droplet with { Backups = true, BackupPolicy = body.BackupPolicy?.Checked() },
        "disable_backups" or "change_backup_policy" when !droplet.Backups => throw ApiException.Unprocessable("Backups are not enabled for this Droplet."),
        "disable_backups" => droplet with { Backups = false, BackupPolicy = null },
        "change_backup_policy" => droplet with
        {
            BackupPolicy = (body.BackupPolicy ?? throw ApiException.Unprocessable("backup_policy is missing")).Checked(),
        },
        null or "" => throw ApiException.Unprocessable("type is missing: it says what to do with the Droplet."),
        _ => throw ApiException.Unprocessable($"Actions of type '{body.Type}' are not part of the local cloud."),
    };

    private static Droplet Resized(ActionBody body, Droplet droplet)
    {
        if (droplet.Status != DropletStatus.Off)
            throw ApiException.Unprocessable("Droplet must be powered off to be resized.");
        var size = Sizes.Find(body.Size) ?? throw ApiException.Unprocessable("You specified an invalid size for Droplet resize.");
        if (size.Disk < droplet.Disk)
            throw ApiException.Unprocessable("This size is not available because it has a smaller disk.");
        return droplet with { Size = size.Slug, Disk = body.Disk == true ? size.Disk : droplet.Disk };
    }

    private sealed record ActionBody(string? Type, string? Name, string? Size, [property: JsonConverter(typeof(BooleanConverter))] bool? Disk, BackupPolicyBody? BackupPolicy);
}
