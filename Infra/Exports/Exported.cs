using System.Collections.Immutable;
using E3.Infra.Hosts;
using E3.Infra.Overlays;
using Pulumi;

namespace E3.Infra.Exports;

/// <summary>What other tools need to go on with the stack's hosts, as texts by the name of their format.</summary>
internal static class Exported
{
    public static Output<ImmutableDictionary<string, string>> Of(Fleet fleet, ImmutableArray<Overlay> overlays)
    {
        var hosts = Output.All(fleet.Hosts.Select(ExportedHost.Of));
        var parties = Output.All(overlays.Select(overlay => PartiesOf(overlay, fleet.Hosts)));
        ImmutableArray<string> names = [.. overlays.Select(overlay => overlay.Kind.Name)];
        return Output.Tuple<ImmutableArray<ExportedHost>, ImmutableArray<ExportedParties>, string>(hosts, parties, fleet.Operator.PublicKey).Apply(known => new Dictionary<string, string>
        {
            ["ansible"] = AnsibleInventory.Of(known.Item1),
            ["colmena"] = ColmenaHosts.Of(known.Item1, names, known.Item3),
            ["mpyc"] = MpycParties.Of(known.Item2, known.Item1),
            ["pssh"] = PsshHosts.Of(known.Item1),
            ["ssh"] = SshConfig.Of(known.Item1),
        }.ToImmutableDictionary());
    }

    private static Output<ExportedParties> PartiesOf(Overlay overlay, ImmutableArray<Host> hosts)
    {
        var links = overlay.Links(hosts).ToDictionary(link => (link.From, link.To), link => link.Address);
        var rows = hosts.Select(from => Output.All(hosts.Select(to => from == to ? Output.Create("localhost") : links[(from, to)])));
        return Output.All(rows).Apply(addresses => new ExportedParties(overlay.Kind.Name, addresses));
    }
}
