using System.Collections.Immutable;
using E3.Infra.Config;
using E3.Infra.Exports;
using E3.Infra.Hosts;
using E3.Infra.Overlays;
using E3.Infra.Software;
using Pulumi;

namespace E3.Infra;

/// <summary>Hosts in regions, the overlays between them, and what computing over each costs.</summary>
internal sealed class E3Stack : Stack
{
    public E3Stack()
    {
        var deployment = Deployment.Instance;
        var settings = ReadSettings(deployment.StackName);
        var file = RawSettings.FileOf(deployment.StackName);
        var jobs = PlannedJob.Of(settings, file, deployment.RootDirectory);
        var kinds = KnownOverlays.Of(settings, file, Placement.NamesOf(deployment.StackName, settings));
        var project = new ProjectFolder(deployment.RootDirectory);
        var image = DropletImage.Of(deployment.StackName, project, settings);
        var fleet = new Fleet(deployment.StackName, deployment.RootDirectory, settings, image, kinds.SelectMany(kind => kind.Ports));
        foreach (var kind in kinds)
        {
            kind.Prepare?.Invoke(settings, fleet.Hosts);
        }

        _ = new Installation(deployment.StackName, project, settings, fleet);
        var overlays = kinds.Select(kind => kind.Build(new OverlayArgs(deployment.StackName, fleet.Hosts, settings), null)).ToImmutableArray();
        Exports = Exported.Of(fleet, overlays);
        Hosts = Shown.Hosts(fleet.Hosts);
        Overlays = Shown.Overlays(overlays, fleet.Hosts);
        Measurements = Shown.Measurements(new Measurements(settings, jobs, fleet).Of(overlays));
    }

    /// <summary>Files for other tools by format: ansible, colmena, mpyc, pssh, ssh; <c>e3 export</c> prints one.</summary>
    [Output("exports")]
    public Output<ImmutableDictionary<string, string>> Exports { get; private set; }

    /// <summary>Name, region, party, public address and host key of every host.</summary>
    [Output("hosts")]
    public Output<ImmutableArray<ImmutableDictionary<string, object>>> Hosts { get; private set; }

    /// <summary>What every overlay means for security, privacy and effort, and each host's address in it.</summary>
    [Output("overlays")]
    public Output<ImmutableArray<ImmutableDictionary<string, object>>> Overlays { get; private set; }

    /// <summary>What every job cost over every overlay, in the order in which they were measured; see <c>MeasurementResult</c>.</summary>
    [Output("measurements")]
    public Output<ImmutableArray<ImmutableDictionary<string, object?>>> Measurements { get; private set; }

    private static Settings ReadSettings(string stack)
    {
        var config = new Pulumi.Config(RawSettings.Namespace);
        var raw = RawSettings.Gather(stack, SettingsReader.Keys, config.Get, Environment.GetEnvironmentVariable);
        return SettingsReader.Read(raw, [.. KnownOverlays.All.Select(kind => kind.Name)], KnownRegions.Slugs);
    }
}
