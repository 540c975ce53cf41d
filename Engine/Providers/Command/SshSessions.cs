using E3.Remote;

namespace E3.Engine.Providers.Command;

/// <summary>
/// Sessions shared by the commands of one host, for a login costs more round trips than most commands. A session that nobody uses for
/// ten seconds is closed; one that rested for two is asked whether it still lives before a command is entrusted to it.
/// </summary>
internal sealed class SshSessions(TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan RestBeforeProbe = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RestBeforeClose = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PatienceForProbe = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<SshTarget, Entry> _entries = [];

    /// <summary>Runs work with a session to the target, logging in if there is none.</summary>
    public async Task<T> UseAsync<T>(SshTarget target, ConnectPolicy policy, IProgress<string> status, Func<SshSession, Task<T>> work, CancellationToken cancel)
    {
        while (true)
        {
            var entry = Take(target);
            try
            {
                var session = await entry.SessionAsync(() => SshSession.ConnectAsync(target, policy, clock, cancel, status), cancel);
                if (await IsAliveAsync(entry, session, cancel)) return await work(session);
                Forget(target, entry);
            }
            catch (Exception error) when (error is HostUnreachableException or ConnectionLostException or FormatException)
            {
                Forget(target, entry);
                throw new ProviderException(error.Message, error);
            }
            finally
            {
                await ReturnAsync(target, entry);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        List<Entry> all;
        lock (_lock)
        {
            all = [.. _entries.Values];
            _entries.Clear();
        }
        foreach (var entry in all) await entry.CloseAsync();
    }

    private Entry Take(SshTarget target)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(target, out var entry)) _entries[target] = entry = new Entry(clock);
            entry.Users++;
            entry.Timer?.Dispose();
            entry.Timer = null;
            return entry;
        }
    }

    private async Task ReturnAsync(SshTarget target, Entry entry)
    {
        lock (_lock)
        {
            entry.LastUse = clock.GetTimestamp();
            if (--entry.Users > 0) return;
            if (_entries.GetValueOrDefault(target) == entry)
            {
                entry.Timer = clock.CreateTimer(_ => _ = CloseIfUnusedAsync(target, entry), null, RestBeforeClose, Timeout.InfiniteTimeSpan);
                return;
            }
        }
        await entry.CloseAsync();
    }

    private void Forget(SshTarget target, Entry entry)
    {
        lock (_lock)
        {
            if (_entries.GetValueOrDefault(target) == entry) _entries.Remove(target);
        }
    }

    private async Task CloseIfUnusedAsync(SshTarget target, Entry entry)
    {
        lock (_lock)
        {
            if (entry.Users > 0 || _entries.GetValueOrDefault(target) != entry) return;
            _entries.Remove(target);
        }
        await entry.CloseAsync();
    }

    private async Task<bool> IsAliveAsync(Entry entry, SshSession session, CancellationToken cancel)
    {
        if (!session.IsConnected) return false;
        if (entry.LastUse is not { } last || clock.GetElapsedTime(last) < RestBeforeProbe) return true;
        using var patience = new CancellationTokenSource(PatienceForProbe, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            await session.RunAsync(new RemoteCommand(":"), null, either.Token);
            return true;
        }
        catch (Exception error) when (!cancel.IsCancellationRequested && error is ConnectionLostException or OperationCanceledException)
        {
            return false;
        }
    }

    private sealed class Entry(TimeProvider clock)
    {
        private readonly Lock _lock = new();
        private Task<SshSession>? _session;

        public int Users { get; set; }

        public long? LastUse { get; set; }

        public ITimer? Timer { get; set; }

        /// <summary>The session, connecting if nobody does; who waits for another's login that is cancelled connects by himself.</summary>
        public async Task<SshSession> SessionAsync(Func<Task<SshSession>> connect, CancellationToken cancel)
        {
            while (true)
            {
                Task<SshSession> session;
                lock (_lock)
                {
                    if (_session is null or { IsCanceled: true }) _session = connect();
                    session = _session;
                }
                try
                {
                    return await session.WaitAsync(cancel);
                }
                catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
                {
                    // The one who was connecting gave up.
                }
            }
        }

        public async Task CloseAsync()
        {
            Timer?.Dispose();
            Task<SshSession>? session;
            lock (_lock) session = _session;
            if (session is null) return;
            await Task.WhenAny(session, Task.Delay(TimeSpan.FromSeconds(5), clock));
            if (session.IsCompletedSuccessfully) await (await session).DisposeAsync();
        }
    }
}
