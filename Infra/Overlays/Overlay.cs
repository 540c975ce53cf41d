using System.Collections.Immutable;
using E3.Infra.Hosts;
using Pulumi;

namespace E3.Infra.Overlays;

/// <summary>Hosts connected in one way. For each ordered pair there is an address where a TCP connection works.</summary>
internal abstract class Overlay(OverlayKind kind, ComponentResourceOptions? options)
    : ComponentResource($"e3:overlays:{kind.Name}", kind.Name, options)
{
    public OverlayKind Kind { get; } = kind;

    /// <summary>What has to be there before the addresses work.</summary>
    public abstract ImmutableArray<Resource> Ready { get; }

    /// <summary>Every ordered pair of different hosts, with the address to use.</summary>
    public IEnumerable<OverlayLink> Links(ImmutableArray<Host> hosts) =>
        from @from in hosts
        from to in hosts
        where !ReferenceEquals(@from, to)
        select new OverlayLink(@from, to, Address(@from, to));

    /// <summary>
    /// The command line that brings it up again on a host that was restarted since, where no service of the host's does, and does nothing on any
    /// other; null when a restart takes nothing away.
    /// </summary>
    public virtual string? Rejoin(Host host) => null;

    /// <summary>Where <paramref name="from"/> reaches <paramref name="to"/>: an IP address.</summary>
    protected abstract Output<string> Address(Host from, Host to);
}
