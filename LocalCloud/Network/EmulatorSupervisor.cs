using System.Collections.Concurrent;
using CliWrap;
using E3.LocalCloud.Control;
using E3.LocalCloud.Wan;

namespace E3.LocalCloud.Network;

/// <summary>
/// Keeps the WAN emulator running as a child of this server: starts it anew when it dies and joins the hosts again. The emulator dies
/// with the server, however that ends: its interfaces vanish then and the next server makes them again, which takes less than taking
/// over a process nobody watched for a while.
/// </summary>
internal sealed class EmulatorSupervisor : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly CloudSettings _settings;
    private readonly CloudLog _log;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, WanHost> _hosts = new();
    private readonly SemaphoreSlim _joining = new(1, 1);
    private WanOperator? _operator;
    private volatile Child? _child;
    private Task _watching = Task.CompletedTask;
    private volatile int _restarts;

    public EmulatorSupervisor(CloudSettings settings, CloudLog log, TimeProvider clock)
    {
        (_settings, _log, _clock) = (settings, log, clock);
        Client = new WanClient(Path.Combine(settings.Root, "wan.sock"));
    }

    public WanClient Client { get; }

    /// <summary>The emulator's process, or null while there is none.</summary>
    public int? Pid => _child is { } child && !child.Ended.IsCompleted ? child.Pid : null;

    /// <summary>How often it had to be started again.</summary>
    public int Restarts => _restarts;

    public async Task StartAsync(CancellationToken cancel)
    {
        _child = await LaunchAsync(cancel);
        _watching = WatchAsync(_stop.Token);
    }

    public async Task AddOperatorAsync(WanOperator door, CancellationToken cancel)
    {
        await Client.AddOperatorAsync(door, cancel);
        _operator = door;
    }

    /// <summary>Joins a host, now and after each restart of the emulator.</summary>
    public async Task AddHostAsync(WanHost host, CancellationToken cancel)
    {
        await _joining.WaitAsync(cancel);
        try
        {
            _hosts[host.Name] = host;
            await Client.AddHostAsync(host, cancel);
        }
        catch (WanException) when (Pid is null)
        {
            // Its successor joins all hosts that are on the list.
            _log.Info($"the emulator is not there; {host.Name} is joined when it is back");
        }
        finally
        {
            _joining.Release();
        }
    }

    public async Task RemoveHostAsync(string name, CancellationToken cancel)
    {
        if (!_hosts.TryRemove(name, out _))
            return;
        try
        {
            await Client.RemoveHostAsync(name, cancel);
        }
        catch (WanException) when (Pid is null)
        {
            // The interface went with the emulator.
        }
    }

    /// <summary>Ends the emulator for good.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        if (_child is { } child)
            await child.EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        _joining.Dispose();
    }

    private async Task<Child> LaunchAsync(CancellationToken cancel)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var kill = new CancellationTokenSource();
        var said = "";
        var (executable, arguments) = CloudProgram.Command(["wan", "--socket", Client.SocketPath, "--profile", _settings.Profile.Name]);
        var running = Cli.Wrap(executable)
            .WithArguments(arguments)
            .WithEnvironmentVariables(variables => variables.Set(CloudProgram.RootVariable, _settings.Root))
            .WithStandardOutputPipe(PipeTarget.ToDelegate(line =>
            {
                if (line == WanProgram.ReadyLine)
                    ready.TrySetResult();
            }))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(line =>
            {
                said = line;
                _log.Info($"emulator: {line}");
            }))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(kill.Token);
        var child = new Child(running.ProcessId, EndAsync(running.Task), kill);
        try
        {
            if (await Task.WhenAny(ready.Task, child.Ended).WaitAsync(cancel) == ready.Task)
                return child;
        }
        catch (OperationCanceledException)
        {
            await child.EndAsync();
            throw;
        }

        throw new CloudException($"the WAN emulator did not start: {said}");
    }

    private static async Task EndAsync(Task running)
    {
        try
        {
            await running;
        }
        catch (OperationCanceledException)
        {
            // Killed by us.
        }
    }

    private async Task WatchAsync(CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                await _child!.Ended.WaitAsync(cancel);
                _restarts++;
                _log.Error($"the WAN emulator (pid {_child.Pid}) ended; starting it again");
                await RestartAsync(cancel);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    private async Task RestartAsync(CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                _child = await LaunchAsync(cancel);
                await RejoinAsync(cancel);
                return;
            }
            catch (Exception e) when (e is CloudException or WanException)
            {
                _log.Error(e.Message);
            }

            await Task.Delay(Pause, _clock, cancel);
        }
    }

    private async Task RejoinAsync(CancellationToken cancel)
    {
        await _joining.WaitAsync(cancel);
        try
        {
            if (_operator is { } door)
                await Client.AddOperatorAsync(door, cancel);
            foreach (var host in _hosts.Values.Where(host => File.Exists(host.NetworkNamespace)))
                await Client.AddHostAsync(host, cancel);
        }
        finally
        {
            _joining.Release();
        }
    }

    private sealed record Child(int Pid, Task Ended, CancellationTokenSource Kill)
    {
        public async Task EndAsync()
        {
            await Kill.CancelAsync();
            await Ended;
        }
    }
}
