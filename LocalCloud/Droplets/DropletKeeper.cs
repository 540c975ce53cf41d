using System.Collections.Concurrent;
using System.Collections.Immutable;
using E3.LocalCloud.State;

namespace E3.LocalCloud.Droplets;

/// <summary>
/// Makes the machines follow the state: boots what is new, runs actions, removes what was deleted, restarts what died, and takes all of
/// it up again when the server starts.
/// </summary>
internal sealed class DropletKeeper : IDisposable
{
    private const int MostDeaths = 5;
    private static readonly TimeSpan DeathWindow = TimeSpan.FromMinutes(1);

    private readonly StateStore _store;
    private readonly IMachines _machines;
    private readonly CloudLog _log;
    private readonly TimeProvider _clock;
    private readonly Lanes _lanes;
    private readonly ConcurrentDictionary<long, string> _problems = new();
    private readonly ConcurrentDictionary<long, ImmutableQueue<DateTimeOffset>> _deaths = new();

    public DropletKeeper(StateStore store, IMachines machines, CloudLog log, TimeProvider clock)
    {
        (_store, _machines, _log, _clock) = (store, machines, log, clock);
        _lanes = new Lanes((id, e) => log.Error($"droplet {id}: {e}"));
        _machines.Died += Restart;
    }

    /// <summary>What went wrong with droplets that are there, by id.</summary>
    public IReadOnlyDictionary<long, string> Problems => _problems;

    public void Provision(long id) => _lanes.Add(id, cancel => PowerAsync(id, DropletStatus.Active, "create", cancel));

    public void Remove(long id) => _lanes.Add(id, cancel => RemoveAsync(id, cancel), urgent: true);

    public void Run(CloudAction action) => _lanes.Add(action.DropletId, cancel => RunAsync(action, cancel));

    /// <summary>Takes up the work an earlier server left, and returns when all of it is done or has failed.</summary>
    public async Task ResumeAsync(CancellationToken cancel)
    {
        foreach (var droplet in _store.Current.Droplets.Values)
        {
            if (droplet.Deleting)
                Remove(droplet.Id);
            else
                Resume(droplet);
        }

        // Those of volumes and reserved IPs that no droplet has.
        foreach (var action in _store.Current.Actions.Values.Where(action => action is { DropletId: 0, Image: null, Status: CloudAction.InProgress }))
            Run(action);
        await _lanes.DrainAsync().WaitAsync(cancel);
    }

    /// <summary>Waits for the work under way, such as removals, to end.</summary>
    public Task DrainAsync() => _lanes.DrainAsync();

    /// <summary>Starts nothing more, and ends what is under way where it is; the next start takes it up.</summary>
    public async Task StopAsync()
    {
        _machines.Died -= Restart;
        await _lanes.StopAsync();
    }

    /// <summary>Removes, after <see cref="StopAsync"/>, what was deleted and is still there: nobody may come back to do it.</summary>
    public Task FinishRemovalsAsync(CancellationToken cancel) =>
        Task.WhenAll(_store.Current.Droplets.Values.Where(droplet => droplet.Deleting).Select(droplet => RemoveAsync(droplet.Id, cancel)));

    public void Dispose() => _lanes.Dispose();

    private void Resume(Droplet droplet)
    {
        var open = _store.Current.Actions.Values
            .Where(action => action.DropletId == droplet.Id && action.Status == CloudAction.InProgress).ToArray();
        if (droplet.Status == DropletStatus.Active)
            _lanes.Add(droplet.Id, cancel => PowerAsync(droplet.Id, DropletStatus.Active, null, cancel));
        else if (droplet.Status == DropletStatus.Off)
            _lanes.Add(droplet.Id, cancel => PowerAsync(droplet.Id, DropletStatus.Off, null, cancel));
        else if (open.Length == 0)
            Provision(droplet.Id);
        foreach (var action in open)
            Run(action);
    }

    private void Restart(long id)
    {
        if (_store.Current.Droplet(id) is not { Status: DropletStatus.Active } droplet)
            return;
        var now = _clock.GetUtcNow();
        var deaths = _deaths.AddOrUpdate(
            id,
            _ => [now],
            (_, earlier) => [.. earlier.Where(time => time > now - DeathWindow), now]);
        if (deaths.Count() > MostDeaths)
        {
            _lanes.Add(id, cancel => FailAsync(droplet, null, $"it ended {MostDeaths + 1} times within a minute", cancel));
            return;
        }

        _log.Info($"droplet {id} ({droplet.Name}) ended without being asked to; starting it again");
        _lanes.Add(id, cancel => PowerAsync(id, DropletStatus.Active, null, cancel));
    }

    private async Task RunAsync(CloudAction action, CancellationToken cancel)
    {
        switch (action.Type)
        {
            case "create" or "power_on":
                await PowerAsync(action.DropletId, DropletStatus.Active, action.Type, cancel);
                break;
            case "power_off" or "shutdown":
                await PowerAsync(action.DropletId, DropletStatus.Off, action.Type, cancel);
                break;
            case "reboot" or "power_cycle":
                if (_store.Current.Droplet(action.DropletId) is { } droplet)
                    await TryAsync(droplet, action.Type, token => _machines.HaltAsync(droplet, token), cancel);
                await PowerAsync(action.DropletId, DropletStatus.Active, action.Type, cancel);
                break;
            default:
                await _store.NoteAsync(state => state.Closed(open => open.Id == action.Id, CloudAction.Completed, _clock.GetUtcNow()), cancel);
                break;
        }
    }

    private async Task PowerAsync(long id, DropletStatus to, string? action, CancellationToken cancel)
    {
        if (_store.Current.Droplet(id) is not { } droplet)
            return;
        var done = await TryAsync(
            droplet,
            action,
            token => to == DropletStatus.Active ? _machines.BootAsync(droplet, token) : _machines.HaltAsync(droplet, token),
            cancel);
        if (!done)
            return;
        _problems.TryRemove(id, out _);
        await _store.NoteAsync(
            state => state.Droplet(id) is { } now
                ? Close(now.Status == to ? state : state.With(now with { Status = to }), id, action, CloudAction.Completed)
                : state,
            cancel);
    }

    private async Task RemoveAsync(long id, CancellationToken cancel)
    {
        if (!_store.Current.Droplets.TryGetValue(id, out var droplet))
            return;
        if (!await TryAsync(droplet, null, token => _machines.RemoveAsync(droplet, token), cancel))
            return;
        _problems.TryRemove(id, out _);
        _deaths.TryRemove(id, out _);
        await _store.NoteAsync(
            state => state with
            {
                Droplets = state.Droplets.Remove(id),
                CustomImages = (state with { Droplets = state.Droplets.Remove(id) }).WithoutOldImages().CustomImages,
                Actions = Close(state, id, null, CloudAction.Completed).Actions,
                Firewalls = state.Firewalls.SetItems(state.Firewalls.Values.Where(firewall => firewall.DropletIds.Contains(id))
                    .Select(firewall => KeyValuePair.Create(firewall.Id, firewall with { DropletIds = firewall.DropletIds.Remove(id) }))),
            },
            cancel);
    }

    private async Task<bool> TryAsync(Droplet droplet, string? action, Func<CancellationToken, Task> work, CancellationToken cancel)
    {
        try
        {
            await work(cancel);
            return true;
        }
#pragma warning disable CA1031 // Whatever kept one machine from following is that droplet's trouble, told in its action, the log and the health report.
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
#pragma warning restore CA1031
        {
            await FailAsync(droplet, action, e is CloudException ? e.Message : e.ToString(), cancel);
            return false;
        }
    }

    private async Task FailAsync(Droplet droplet, string? action, string why, CancellationToken cancel)
    {
        _problems[droplet.Id] = why;
        _log.Error($"droplet {droplet.Id} ({droplet.Name}): {why}");
        await _store.NoteAsync(
            state => Close(
                state.Droplet(droplet.Id) is { } now ? state.With(now with { Status = DropletStatus.Off }) : state,
                droplet.Id,
                action,
                CloudAction.Errored),
            cancel);
    }

    /// <summary>Ends the open actions of a droplet, those of one type or all.</summary>
    private CloudState Close(CloudState state, long droplet, string? type, string status) =>
        state.Closed(action => action.DropletId == droplet && (type is null || action.Type == type), status, _clock.GetUtcNow());
}
