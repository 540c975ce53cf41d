using System.Globalization;
using System.Text.Json.Nodes;
using E3.Engine.Properties;
using E3.Engine.Providers.DigitalOcean.Volumes;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean;

/// <summary>The changes that a droplet takes without being made anew, each by its own action.</summary>
internal sealed class DropletUpdate(DigitalOceanApi api, UpdateRequest request)
{
    private readonly TimeSpan _patience = request.Timeout ?? TimeSpan.FromMinutes(60);
    private readonly PropertyMap _old = request.OldInputs;
    private readonly PropertyMap _new = request.NewInputs;

    public async Task RunAsync(CancellationToken cancel)
    {
        if (_old.Text("size") != _new.Text("size")) await ResizeAsync(cancel);
        else if (request.OldOutputs.Text("status") == "off" && await UnlockedAsync(cancel) is { Status: "off" }) await ActAsync("power_on", cancel);
        if (_old.Text("name") != _new.Text("name")) await ActAsync("rename", cancel, ("name", _new.Text("name")!));
        await BackupsAsync(cancel);
        if (TurnedOn("ipv6")) await ActAsync("enable_ipv6", cancel);
        if (TurnedOn("privateNetworking")) await ActAsync("enable_private_networking", cancel);
        await ResourceTags.ChangeAsync(api, ResourceTags.Droplet, request.Id, _old.Texts("tags"), _new.Texts("tags"), cancel);
        await VolumesAsync(cancel);
    }

    private async Task ResizeAsync(CancellationToken cancel)
    {
        // A run that was killed may have left it off.
        if ((await UnlockedAsync(cancel)).Status != "off")
        {
            request.Status.Report("powering off to resize");
            await ActAsync("power_off", cancel);
        }
        try
        {
            request.Status.Report($"resizing to {_new.Text("size")}");
            await ActAsync("resize", cancel, ("size", _new.Text("size")!), ("disk", _new.Truth("resizeDisk") ?? true));
        }
        finally
        {
            // Resized or not, it is to run again.
            await ActAsync("power_on", cancel);
        }
    }

    private async Task BackupsAsync(CancellationToken cancel)
    {
        var (before, now) = (_old.Truth("backups") == true, _new.Truth("backups") == true);
        var policy = _new.Object("backupPolicy") is { } wanted ? DropletMapping.BackupPolicy(wanted) : null;
        if (before && !now) await ActAsync("disable_backups", cancel);
        else if (!before && now) await ActAsync("enable_backups", cancel, policy is null ? [] : [("backup_policy", policy)]);
        else if (now && policy is not null && !Equals(_old.Object("backupPolicy"), _new.Object("backupPolicy")))
            await ActAsync("change_backup_policy", cancel, ("backup_policy", policy));
    }

    private async Task VolumesAsync(CancellationToken cancel)
    {
        // Not giving any leaves them as they are.
        if (!_new.ContainsKey("volumeIds")) return;
        var droplet = long.Parse(request.Id, CultureInfo.InvariantCulture);
        var (before, now) = (_old.Texts("volumeIds"), _new.Texts("volumeIds"));
        foreach (var volume in now.Except(before)) await VolumeActions.AttachAsync(api, volume, droplet, _patience, cancel);
        foreach (var volume in before.Except(now)) await VolumeActions.DetachAsync(api, volume, droplet, _patience, cancel);
    }

    /// <summary>The droplet once no action runs on it; a new one would be refused.</summary>
    private Task<Droplet> UnlockedAsync(CancellationToken cancel) => api.WaitForAsync(async () =>
        (await api.Client.GetAsync<DropletAnswer>($"/v2/droplets/{request.Id}", cancel) ?? throw new ProviderException($"droplet {request.Id} is gone; refresh, then update again"))
            .Droplet is { Locked: false } droplet ? droplet : null,
        _patience, $"unlocking of droplet {request.Id}", cancel);

    private bool TurnedOn(string name) => _old.Truth(name) != true && _new.Truth(name) == true;

    private Task ActAsync(string type, CancellationToken cancel, params (string Name, JsonNode Value)[] with)
    {
        var action = new JsonObject { ["type"] = type };
        foreach (var (name, value) in with) action[name] = value;
        return api.ActAsync(request.Id, action, _patience, cancel);
    }
}
