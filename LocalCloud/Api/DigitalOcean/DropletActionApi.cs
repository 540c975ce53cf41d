using E3.LocalCloud.Api.Http;
using E3.LocalCloud.Catalogue;
using E3.LocalCloud.Droplets;
using E3.LocalCloud.State;
using Microsoft.AspNetCore.Routing;

namespace E3.LocalCloud.Api.DigitalOcean;

/// <summary>POST /v2/droplets/{id}/actions: power, reboot, resize, rename, backups, IPv6.</summary>
internal sealed class DropletActionApi(StateStore store, CloudSettings settings, DropletKeeper keeper, TimeProvider clock)
{
    public void Map(ApiPipeline api, IEndpointRouteBuilder routes) =>
        api.DigitalOcean(routes, "POST", "/v2/droplets/{droplet}/actions", StartAsync);

    private async Task<Reply> StartAsync(Call call)
    {
        var body = await call.BodyAsync<ActionBody>();
        var action = await store.UpdateAsync(
            state =>
            {
                var droplet = DropletApi.Demand(state, call);
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
            },
            call.Cancel);
        keeper.Run(action);
        return Reply.Created(new { Action = View.Action(action, settings) });
    }

    // What the action changes in the record at once; what it does to the machine is the keeper's.
    private static Droplet Apply(ActionBody body, Droplet droplet) => body.Type switch
    {
        "power_on" when droplet.Status == DropletStatus.Active => throw ApiException.Unprocessable("Droplet is already powered on."),
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

    private sealed record ActionBody(string? Type, string? Name, string? Size, bool? Disk, BackupPolicyBody? BackupPolicy);
}
