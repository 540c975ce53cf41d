using System.Collections.Concurrent;
using System.Threading.Channels;
using E3.LocalCloud.Network;
using E3.LocalCloud.State;

namespace E3.LocalCloud.Firewalls;

/// <summary>How far the enforced firewalls are behind those of the API.</summary>
internal sealed class FirewallProgress
{
    private volatile CloudState? _applied;

    public void Reached(CloudState state) => _applied = state;

    /// <summary>Whether a firewall, as it is now, is in force.</summary>
    public bool Holds(Firewall firewall) => ReferenceEquals(_applied?.Firewalls.GetValueOrDefault(firewall.Id), firewall);
}

/// <summary>Keeps every running droplet's nftables as its firewalls say: a droplet or tag that comes or goes may change many.</summary>
internal sealed class FirewallKeeper : IAsyncDisposable
{
    private readonly StateStore _store;
    private readonly Func<long, string, CancellationToken, Task> _apply;
    private readonly FirewallProgress _progress;
    private readonly CloudLog _log;
    private readonly ConcurrentDictionary<long, Enforced> _running = new();
    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _following;

    /// <summary>Follows the state from now on; <paramref name="apply"/> hands a droplet's rules to its kernel tables.</summary>
    public FirewallKeeper(StateStore store, Func<long, string, CancellationToken, Task> apply, FirewallProgress progress, CloudLog log)
    {
        (_store, _apply, _progress, _log) = (store, apply, progress, log);
        _store.Changed += Wake;
        _following = FollowAsync(_stop.Token);
        Wake();
    }

    /// <summary>Puts a droplet's rules in force, before its machine starts, and keeps them from then on.</summary>
    public async Task AddAsync(long id, CancellationToken cancel)
    {
        _running[id] = new Enforced();
        await EnforceAsync(id, _store.Current, cancel);
        Wake();
    }

    public void Remove(long id) => _running.TryRemove(id, out _);

    public async ValueTask DisposeAsync()
    {
        _store.Changed -= Wake;
        await _stop.CancelAsync();
        await _following;
        _stop.Dispose();
    }

    private void Wake() => _changed.Writer.TryWrite(true);

    private async Task FollowAsync(CancellationToken cancel)
    {
        try
        {
            while (await _changed.Reader.ReadAsync(cancel))
            {
                var state = _store.Current;
                await Task.WhenAll(_running.Keys.Select(id => TryEnforceAsync(id, state, cancel)));
                _progress.Reached(state);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Disposed.
        }
    }

    private async Task TryEnforceAsync(long id, CloudState state, CancellationToken cancel)
    {
        try
        {
            await EnforceAsync(id, state, cancel);
        }
        catch (CloudException e)
        {
            // Of a droplet that is going away its namespace may be gone first.
            if (_running.ContainsKey(id))
                _log.Error($"droplet {id}: its firewall could not be set: {e.Message}");
        }
    }

    private async Task EnforceAsync(long id, CloudState state, CancellationToken cancel)
    {
        if (!_running.TryGetValue(id, out var enforced) || state.Droplet(id) is not { } droplet || state.Block is not { } block)
            return;
        await enforced.Applying.WaitAsync(cancel);
        try
        {
            var rules = FirewallRules.Render(droplet, state, new AddressBlock(block));
            if (rules == enforced.Rules)
                return;
            await _apply(id, rules, cancel);
            enforced.Rules = rules;
        }
        finally
        {
            enforced.Applying.Release();
        }
    }

    private sealed class Enforced
    {
        public SemaphoreSlim Applying { get; } = new(1, 1);

        public string? Rules { get; set; }
    }
}
