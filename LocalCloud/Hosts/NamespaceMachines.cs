using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using E3.LocalCloud.Control;
using E3.LocalCloud.Droplets;
using E3.LocalCloud.Firewalls;
using E3.LocalCloud.Network;
using E3.LocalCloud.State;
using E3.LocalCloud.Wan;

namespace E3.LocalCloud.Hosts;

/// <summary>Droplets as hosts of this machine: namespaces of their own, joined by the WAN emulator.</summary>
internal sealed class NamespaceMachines : IMachines
{
    private static readonly TimeSpan BootLimit = TimeSpan.FromSeconds(30);
    private readonly CloudSettings _settings;
    private readonly StateStore _store;
    private readonly TimeProvider _clock;
    private readonly FirewallKeeper _firewalls;
    private readonly LowerLayer _lower;
    private readonly ImmutableArray<string> _masked;
    private readonly HostWatch _watch;
    private readonly SemaphoreSlim _booting = new(4, 4);
    private readonly ConcurrentDictionary<long, string> _namespaces = new();

    public NamespaceMachines(CloudSettings settings, StateStore store, FirewallProgress progress, CloudLog log, TimeProvider clock)
    {
        (_settings, _store, _clock) = (settings, store, clock);
        Emulator = new EmulatorSupervisor(settings, log, clock);
        _firewalls = new FirewallKeeper(store, SetFirewallAsync, progress, log);
        _masked = ["/root", "/home", Path.GetFileName(Path.GetDirectoryName(settings.Root)) == ".e3" ? Path.GetDirectoryName(settings.Root)! : settings.Root];
        _lower = LowerLayer.Read(File.ReadAllText("/proc/self/mountinfo"), _masked);
        _watch = new HostWatch(clock, id => Died?.Invoke(id));
    }

    public event Action<long>? Died;

    public EmulatorSupervisor Emulator { get; }

    public async Task StartAsync(CancellationToken cancel)
    {
        await Leftovers.KillEmulatorsAsync(_settings.Root, _clock, cancel);
        await Emulator.StartAsync(cancel);
        await new OperatorNetwork(_store, Emulator, _settings.Port, _clock).JoinAsync(cancel);
    }

    public async Task BootAsync(Droplet droplet, CancellationToken cancel)
    {
        var folder = new HostFolder(_settings.Root, droplet.Id);
        var processes = new HostProcesses(folder, _clock);
        await _booting.WaitAsync(cancel);
        try
        {
            var running = processes.Running;
            if (running is null)
                await Leftovers.KillHostAsync(folder.Path, _clock, cancel);
            var netns = await JoinAsync(droplet, folder, cancel);
            await _firewalls.AddAsync(droplet.Id, cancel);
            if (running is null)
            {
                var disk = new HostDisk(folder, _lower, _masked);
                await disk.PrepareAsync(droplet, cancel);
                await processes.LaunchAsync(netns, droplet.Hostname, disk.HiddenDotnet, cancel);
            }

            await AnswersAsync(droplet, processes, cancel);
        }
        finally
        {
            _booting.Release();
        }
    }

    public async Task HaltAsync(Droplet droplet, CancellationToken cancel)
    {
        var folder = new HostFolder(_settings.Root, droplet.Id);
        _watch.Remove(droplet.Id);
        _firewalls.Remove(droplet.Id);
        if (!await new HostProcesses(folder, _clock).KillAsync(cancel))
            await Leftovers.KillHostAsync(folder.Path, _clock, cancel);
        await Emulator.RemoveHostAsync(Name(droplet), cancel);
        await NetworkNamespace.DeleteAsync(folder, cancel);
        _namespaces.TryRemove(droplet.Id, out _);
    }

    public async Task RemoveAsync(Droplet droplet, CancellationToken cancel)
    {
        await HaltAsync(droplet, cancel);
        var folder = new HostFolder(_settings.Root, droplet.Id);
        if (Directory.Exists(folder.Path))
            Directory.Delete(folder.Path, recursive: true);
    }

    public async Task StopAsync(IEnumerable<Droplet> droplets, CancellationToken cancel)
    {
        await Task.WhenAll(droplets.Select(droplet => HaltAsync(droplet, cancel)));
        await Emulator.StopAsync();
        if (_store.Current.Reservation is { } metric)
            await Reservation.ReleaseAsync(metric, cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync();
        await _firewalls.DisposeAsync();
        await Emulator.DisposeAsync();
        _booting.Dispose();
    }

    private async Task<string> JoinAsync(Droplet droplet, HostFolder folder, CancellationToken cancel)
    {
        var block = new AddressBlock(_store.Current.Block ?? throw new CloudException("the host network is not up"));
        var name = await NetworkNamespace.EnsureAsync(folder, $"e3-{_settings.Port}-{droplet.Id}", cancel);
        _namespaces[droplet.Id] = name;
        var path = NetworkNamespace.PathOf(name);
        await Emulator.AddHostAsync(
            new WanHost(Name(droplet), droplet.Region, path, block.Host(droplet.Place), AddressBlock.PrefixLength, FirewallRules.PublicInterface),
            cancel);
        return path;
    }

    private async Task AnswersAsync(Droplet droplet, HostProcesses processes, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(BootLimit, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            var process = await processes.WaitAsync(both.Token);
            if (!await SshProbe.WaitAsync(process, _clock, both.Token))
                throw new CloudException($"it ended while starting: {processes.LastWords()}");
            _watch.Add(droplet.Id, process);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new CloudException(
                $"it did not listen on its SSH port within {BootLimit.TotalSeconds:0} s. Its console says: {processes.LastWords()}");
        }
    }

    private Task SetFirewallAsync(long id, string rules, CancellationToken cancel) => _namespaces.TryGetValue(id, out var name)
        ? Shell.RunAsync("nsenter", [$"--net={NetworkNamespace.PathOf(name)}", "nft", "-f", "-"], rules, cancel)
        : Task.CompletedTask;

    private static string Name(Droplet droplet) => droplet.Id.ToString(CultureInfo.InvariantCulture);
}
