using System.Collections.Immutable;
using E3.Benchmarks;
using E3.Infra.Config;
using E3.Infra.Hosts;
using E3.Infra.Overlays;
using Pulumi;

namespace E3.Infra;

/// <summary>Every job over every overlay, one after the other: two at a time would measure each other.</summary>
internal sealed class Measurements(Settings settings, ImmutableArray<PlannedJob> jobs, Fleet fleet)
{
    private Resource? _previous;

    public ImmutableArray<Measurement> Of(ImmutableArray<Overlay> overlays)
    {
        // Bringing up one overlay while another is measured would be measured too: the first measurement waits for all of them.
        var ready = overlays.SelectMany(overlay => overlay.Ready)
            .Concat(fleet.Hosts.SelectMany(host => new[] { host.Awake, host.Software?.Installed }).OfType<Resource>())
            .Append(fleet.Firewall).ToImmutableArray();
        return fleet.Hosts.IsEmpty ? [] : [.. overlays.SelectMany(overlay => jobs.Select(job => Take(overlay, job, ready)))];
    }

    private Measurement Take(Overlay overlay, PlannedJob planned, ImmutableArray<Resource> ready)
    {
        var measurement = new Measurement($"{overlay.Kind.Name}-{planned.Job.Name}", new MeasurementArgs
        {
            Overlay = overlay.Kind.Name,
            Job = planned.Job,
            Parties = [.. fleet.Hosts.Select(host => PartyOf(host, overlay))],
            Links = [.. overlay.Links(fleet.Hosts).Select(LinkOf)],
            Repeats = settings.Repeats,
            Deadline = planned.Deadline,
            Profile = settings.Profile,
            Witness = settings.Witness,
            After = _previous is null ? ready : ready.Add(_previous),
        });
        _previous = measurement;
        return measurement;
    }

    private static MeasurementParty PartyOf(Host host, Overlay overlay) => new()
    {
        Name = host.Name,
        Region = host.Placement.Region,
        Host = host.Address,
        HostKey = host.HostKey,
        PrivateKey = host.PrivateKey,
        Port = host.Port,
        User = host.User,
        Machine = host.Setup,
        Rejoin = overlay.Rejoin(host),
    };

    private static MeasurementLink LinkOf(OverlayLink link) => new() { From = link.From.Name, To = link.To.Name, Address = link.Address };
}
