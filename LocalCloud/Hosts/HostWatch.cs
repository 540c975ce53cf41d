using System.Collections.Concurrent;

namespace E3.LocalCloud.Hosts;

/// <summary>Notices that a host ended by itself. Hosts that an earlier server started are no children of this one, so it looks.</summary>
internal sealed class HostWatch : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);
    private readonly ConcurrentDictionary<long, ProcessIdentity> _hosts = new();
    private readonly PeriodicTimer _timer;
    private readonly Task _watching;

    public HostWatch(TimeProvider clock, Action<long> died)
    {
        _timer = new PeriodicTimer(Every, clock);
        _watching = WatchAsync(died);
    }

    public void Add(long id, ProcessIdentity process) => _hosts[id] = process;

    public void Remove(long id) => _hosts.TryRemove(id, out _);

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _watching;
    }

    private async Task WatchAsync(Action<long> died)
    {
        // A disposed timer ends the loop.
        while (await _timer.WaitForNextTickAsync(CancellationToken.None))
        {
            foreach (var host in _hosts.Where(host => !host.Value.IsAlive))
            {
                if (_hosts.TryRemove(host))
                    died(host.Key);
            }
        }
    }
}
