using System.Collections.Immutable;
using E3.Benchmarks;
using E3.Benchmarks.Jobs;
using E3.Infra.Config;
using E3.Infra.Hosts;
using E3.Infra.Overlays;
using Pulumi;

namespace E3.Infra;

/// <summary>Every job over every overlay, one after the other: two at a time would measure each other.</summary>
internal sealed class Measurements(Settings settings, Fleet fleet, string rootDirectory)
{
    private Resource? _previous;

    public ImmutableArray<Measurement> Of(ImmutableArray<Overlay> overlays)
    {
        // Bringing up one overlay while another is measured would be measured too: the first measurement waits for all of them.
        var ready = overlays.SelectMany(overlay => overlay.Ready).Append(fleet.Firewall).ToImmutableArray();
        return fleet.Hosts.IsEmpty ? [] : [.. overlays.SelectMany(overlay => settings.Jobs.Select(job => Take(overlay, job, ready)))];
    }

    private Measurement Take(Overlay overlay, JobSettings job, ImmutableArray<Resource> ready)
    {
        var measurement = new Measurement($"{overlay.Kind.Name}-{job.Name}", new MeasurementArgs
        {
            Overlay = overlay.Kind.Name,
            Job = JobOf(job),
            Parties = [.. fleet.Hosts.Select(PartyOf)],
            Links = [.. overlay.Links(fleet.Hosts).Select(LinkOf)],
            Repeats = settings.Repeats,
            Witness = settings.Witness,
            After = _previous is null ? ready : ready.Add(_previous),
        });
        _previous = measurement;
        return measurement;
    }

    private Job JobOf(JobSettings job) => job switch
    {
        FloorJobSettings floor => new Job { Name = floor.Name, Kind = JobKind.Floor, Rounds = floor.Rounds, Bytes = floor.Bytes },
        MpycJobSettings mpyc => new Job
        {
            Name = mpyc.Name,
            Kind = JobKind.Mpyc,
            Program = Located(mpyc.Script),
            Arguments = mpyc.Arguments,
            Mpyc = settings.Mpyc switch
            {
                null => null,
                "system" => new MpycSource(MpycKind.System),
                var folder => new MpycSource(MpycKind.Path, Path.GetFullPath(folder, rootDirectory)),
            },
        },
        _ => throw new InvalidOperationException($"no program for the job {job.Name}"),
    };

    // A plain file name is one of MPyC's demos, wherever MPyC is; anything with a folder is the user's own, seen from the settings file.
    private string Located(string script) => Path.GetFileName(script) == script ? script : Path.GetFullPath(script, rootDirectory);

    private MeasurementParty PartyOf(Host host) => new()
    {
        Name = host.Name,
        Region = host.Placement.Region,
        Host = host.Address,
        HostKey = host.HostKey,
        PrivateKey = fleet.Operator.PrivateKey,
    };

    private static MeasurementLink LinkOf(OverlayLink link) => new() { From = link.From.Name, To = link.To.Name, Address = link.Address };
}
