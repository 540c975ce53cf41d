using System.Collections.Concurrent;
using E3.LocalCloud.Wan.Native;

namespace E3.LocalCloud.Wan.Emulation;

/// <summary>
/// The WAN: one thread that reads packets from all ports, holds each for as long as its link takes, and writes it to the port of its
/// destination. A second thread would only compete with the hosts for processors, and a queue between two would grow without bound
/// where the kernel's own queue drops at its tail, as a router does.
/// </summary>
internal sealed class Emulator : IDisposable
{
    private readonly ConcurrentQueue<Action> _requests = new();
    private readonly WakeEvent _wake = new();
    private readonly PacketLoop _loop;
    private readonly PortTable _ports;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string?> _priority = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _stop;

    public Emulator(LatencyProfile profile, long memoryLimit = 256L * 1024 * 1024)
    {
        _ports = new PortTable(profile);
        _loop = new PacketLoop(_ports, _wake, memoryLimit);
        new Thread(Run) { IsBackground = true, Name = "wan" }.Start();
    }

    /// <summary>Completes when the thread has ended: as asked, or with the error that ended it.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Null once the thread runs at real-time priority, or why it does not.</summary>
    public Task<string?> PriorityWarning => _priority.Task;

    public LatenessCounts Lateness => _loop.Lateness.Snapshot();

    /// <summary>How much earlier than computed packets are sent at present.</summary>
    public TimeSpan Compensation => TimeSpan.FromMicroseconds(_loop.CompensationNanoseconds / 1e3);

    public Counters Counters => _loop.Counters;

    public Task AddAsync(Port port, CancellationToken cancel) => OnThreadAsync(() => _loop.Add(port), cancel);

    /// <summary>Removes a port and disposes its device.</summary>
    public Task RemoveAsync(Port port, CancellationToken cancel) => OnThreadAsync(() => _loop.Remove(port), cancel);

    public Task ChangeAsync(LatencyProfile profile, CancellationToken cancel) => OnThreadAsync(() => _ports.Change(profile), cancel);

    public async Task StopAsync()
    {
        _stop = true;
        _wake.Raise();
        await Ended;
    }

    public void Dispose()
    {
        if (!Ended.IsCompleted)
            throw new InvalidOperationException("The emulator's thread still runs: stop it first.");
        foreach (var port in _ports.All)
            port.Device.Dispose();
        _loop.Dispose();
        _wake.Dispose();
    }

    private Task OnThreadAsync(Action action, CancellationToken cancel)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _requests.Enqueue(() =>
        {
            try
            {
                action();
                done.SetResult();
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        _wake.Raise();
        return FinishAsync(done.Task, cancel);
    }

    private async Task FinishAsync(Task done, CancellationToken cancel)
    {
        if (await Task.WhenAny(done, Ended).WaitAsync(cancel) != done)
            throw new WanException("the WAN emulator is ending");
        await done;
    }

    private void Run()
    {
        try
        {
            _priority.SetResult(RealTime.TryEnter());
            while (!_stop)
                if (_loop.Turn())
                    while (_requests.TryDequeue(out var request))
                        request();
            _ended.SetResult();
        }
        catch (Exception e)
        {
            _ended.SetException(e);
        }
    }
}
