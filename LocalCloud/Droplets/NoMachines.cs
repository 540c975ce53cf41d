using E3.LocalCloud.Firewalls;
using E3.LocalCloud.State;

namespace E3.LocalCloud.Droplets;

/// <summary><c>--hosts none</c>: droplets become active with nothing behind them. For whoever needs the API only, as without root.</summary>
internal sealed class NoMachines : IMachines
{
    private readonly StateStore _store;
    private readonly FirewallProgress _progress;

    public NoMachines(StateStore store, FirewallProgress progress)
    {
        (_store, _progress) = (store, progress);
        _store.Changed += FollowFirewalls;
        FollowFirewalls();
    }

    public event Action<long>? Died
    {
        add { }
        remove { }
    }

    // Addresses are shown all the same; nothing is there, so the block needs no looking for.
    public Task StartAsync(CancellationToken cancel) =>
        _store.UpdateAsync(state => state.Block is null ? state with { Block = 0 } : state, cancel);

    public Task BootAsync(Droplet droplet, CancellationToken cancel) => Task.CompletedTask;

    public Task HaltAsync(Droplet droplet, CancellationToken cancel) => Task.CompletedTask;

    public Task RemoveAsync(Droplet droplet, CancellationToken cancel) => Task.CompletedTask;

    public Task StopAsync(IEnumerable<Droplet> droplets, CancellationToken cancel) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _store.Changed -= FollowFirewalls;
        return ValueTask.CompletedTask;
    }

    // With no machine to protect, a firewall is in force as soon as it is written.
    private void FollowFirewalls() => _progress.Reached(_store.Current);
}
