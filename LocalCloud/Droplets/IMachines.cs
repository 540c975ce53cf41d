using E3.LocalCloud.State;

namespace E3.LocalCloud.Droplets;

/// <summary>What stands behind droplets. Every operation may be repeated: what is already so stays so.</summary>
internal interface IMachines : IAsyncDisposable
{
    /// <summary>A machine that was running ended without being asked to. Called on any thread.</summary>
    event Action<long>? Died;

    /// <summary>Makes ready what all machines share.</summary>
    Task StartAsync(CancellationToken cancel);

    /// <summary>Returns when the machine takes SSH connections. One that runs already is taken over as it is.</summary>
    Task BootAsync(Droplet droplet, CancellationToken cancel);

    /// <summary>Ends the machine; its disk stays.</summary>
    Task HaltAsync(Droplet droplet, CancellationToken cancel);

    /// <summary>Removes the machine and its disk.</summary>
    Task RemoveAsync(Droplet droplet, CancellationToken cancel);

    /// <summary>Ends all machines and what they share; disks stay.</summary>
    Task StopAsync(IEnumerable<Droplet> droplets, CancellationToken cancel);
}
