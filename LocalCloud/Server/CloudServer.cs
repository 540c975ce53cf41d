using System.Net;
using System.Text;
using E3.LocalCloud.Api.DigitalOcean;
using E3.LocalCloud.Api.Http;
using E3.LocalCloud.Api.Spaces;
using E3.LocalCloud.Api.Tailscale;
using E3.LocalCloud.Control;
using E3.LocalCloud.Droplets;
using E3.LocalCloud.Faults;
using E3.LocalCloud.Firewalls;
using E3.LocalCloud.Hosts;
using E3.LocalCloud.Imports;
using E3.LocalCloud.State;
using E3.LocalCloud.Wan;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace E3.LocalCloud.Server;

/// <summary>A local cloud being served: its state, its APIs on a loopback port, its machines.</summary>
internal sealed class CloudServer : IAsyncDisposable
{
    private readonly FileStream _lock;
    private readonly StateStore _store;
    private readonly IMachines _machines;
    private readonly DropletKeeper _keeper;
    private readonly ImageKeeper _images;
    private readonly WebApplication _web;
    private readonly CloudLog _log;
    private bool _stopped;

    private CloudServer(CloudSettings settings, FileStream held, StateStore store, CloudLog log, TimeProvider clock)
    {
        (Settings, _lock, _store, _log) = (settings, held, store, log);
        var progress = new FirewallProgress();
        _machines = settings.WithHosts ? new NamespaceMachines(settings, store, progress, log, clock) : new NoMachines(store, progress);
        _keeper = new DropletKeeper(store, _machines, log, clock);
        _images = new ImageKeeper(store, settings, () => Address, log, clock);
        Faults = new FaultInjector(settings, clock);
        Control = new ControlApi(settings, store, _keeper, (_machines as NamespaceMachines)?.Emulator, new DeviceControl(store, settings, clock), Faults);
        var tailnets = new TailnetAccess(store, clock);
        var api = new ApiPipeline(new ApiAccess(settings.Tokens, new RateLimiter(settings.RateLimits, clock)) { GivenOut = tailnets.Holds }, Faults, log);
        _web = Build(settings.Port);
        Expectation.Use(_web);
        new SpacesApi(store, settings, Faults, log, clock).Use(_web);
        new AccountApi(store, settings).Map(api, _web);
        new KeyApi(store).Map(api, _web);
        new ActionApi(store, settings).Map(api, _web);
        new DropletApi(store, settings, _keeper, progress, clock).Map(api, _web);
        new DropletLookUpApi(store).Map(api, _web);
        new DropletActionApi(store, settings, _keeper, clock).Map(api, _web);
        new VpcApi(store, clock).Map(api, _web);
        new VolumeApi(store, settings, clock).Map(api, _web);
        new VolumeActionApi(store, settings, _keeper, clock).Map(api, _web);
        new ReservedIpApi(store, settings, _keeper, clock).Map(api, _web);
        new DomainApi(store).Map(api, _web);
        new RecordApi(store).Map(api, _web);
        new ProjectApi(store, clock).Map(api, _web);
        new ProjectResourceApi(store, clock).Map(api, _web);
        new FirewallApi(store, progress, clock).Map(api, _web);
        new TagApi(store).Map(api, _web);
        new KeysApi(store, settings, tailnets, clock).Map(api, _web);
        new OAuthApi(store, clock).Map(api, _web);
        new PolicyApi(store, tailnets).Map(api, _web);
        new DevicesApi(store, tailnets, clock).Map(api, _web);
        new ImageApi(store, settings, _images, clock).Map(api, _web);
        Control.Map(_web);
        _web.MapFallback("{**path}", api.NotFoundAsync);
    }

    public CloudSettings Settings { get; }

    public ControlApi Control { get; }

    /// <summary>What goes wrong with calls of the APIs, if anything is to.</summary>
    public FaultInjector Faults { get; }

    /// <summary>All that is in the account.</summary>
    public CloudState Account => _store.Current;

    /// <summary>Where the server listens.</summary>
    public Uri Address => new(_web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>
    /// Starts serving. The APIs answer when this returns; droplets of an earlier server are up when <see cref="ReadyAsync"/> returns.
    /// Without a latency profile the one last set holds, or the usual one.
    /// </summary>
    /// <exception cref="CloudException">The folder is another server's, the state is damaged, or the port is taken.</exception>
    public static async Task<CloudServer> StartAsync(
        CloudSettings settings, string? profile, CloudLog log, TimeProvider clock, CancellationToken cancel)
    {
        CloudFolder.Make(settings.Root);
        var held = CloudFolder.Lock(settings.Root);
        CloudServer? server = null;
        try
        {
            var store = await StateStore.OpenAsync(new StateFile(Path.Combine(settings.Root, "state.json")), cancel);
            if ((profile ?? store.Current.Profile) is { } name)
                settings.Profile = LatencyProfile.Load(name);
            server = new CloudServer(settings, held, store, log, clock);
            await server.ListenAsync(cancel);
            return server;
        }
        catch
        {
            if (server is not null)
                await server.DisposeAsync();
            await held.DisposeAsync();
            throw;
        }
    }

    /// <summary>Brings up the network and every droplet that should be running.</summary>
    public async Task ReadyAsync(CancellationToken cancel)
    {
        await _machines.StartAsync(cancel);
        _images.Resume();
        await _keeper.ResumeAsync(cancel);
        Control.Ready = true;
        _log.Info($"ready on {Address} with {_store.Current.Droplets.Count} droplets, kept in {Settings.Root}");
    }

    /// <summary>Waits for the work under way on droplets and images to end.</summary>
    public Task DrainAsync() => Task.WhenAll(_keeper.DrainAsync(), _images.DrainAsync());

    /// <summary>Ends all machines and stops serving. The state stays, so that a later start brings the droplets back.</summary>
    public async Task StopAsync(CancellationToken cancel)
    {
        if (_stopped)
            return;
        _stopped = true;
        Control.Ready = false;
        await _images.StopAsync();
        await _web.StopAsync(cancel);
        await _keeper.StopAsync();
        await _keeper.FinishRemovalsAsync(cancel);
        await _machines.StopAsync(_store.Current.Droplets.Values, cancel);
        if (_store.Current.IsEmpty)
            CloudFolder.Empty(Settings.Root);
        _log.Info("stopped");
    }

    public async ValueTask DisposeAsync()
    {
        await _images.StopAsync();
        await _web.DisposeAsync();
        await _keeper.StopAsync();
        await _machines.DisposeAsync();
        _keeper.Dispose();
        _images.Dispose();
        _store.Dispose();
        await _lock.DisposeAsync();
    }

    private async Task ListenAsync(CancellationToken cancel)
    {
        try
        {
            await _web.StartAsync(cancel);
        }
        catch (IOException e)
        {
            throw new CloudException(PortHolder.Describe(Settings.Port) ?? $"port {Settings.Port} cannot be used: {e.Message}", e);
        }
    }

    private static WebApplication Build(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Metadata and file names of objects come and go as UTF-8.
            kestrel.ResponseHeaderEncodingSelector = _ => Encoding.UTF8;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        return builder.Build();
    }
}
