using System.Collections.Immutable;
using E3.Infra.Hosts;
using Pulumi;

namespace E3.Infra.Exports;

/// <summary>A host as other tools need to know it. Nothing of it is secret.</summary>
/// <param name="Name">Its name in the stack.</param>
/// <param name="Region">The region's slug, or the place of a device.</param>
/// <param name="Address">Where SSH reaches it: a name or an IP address.</param>
/// <param name="Port">Its SSH port.</param>
/// <param name="User">Who to log in as.</param>
/// <param name="HostKey">Type and key, as in a line of <c>known_hosts</c>.</param>
/// <param name="KeyFile">The private key's file, seen from the folder of Pulumi.yaml.</param>
/// <param name="Kind">What Colmena takes it for; null when it is no NixOS machine.</param>
/// <param name="Roles">What it does for the others; none for most.</param>
internal sealed record ExportedHost(
    string Name, string Region, string Address, int Port, string User, string HostKey, string KeyFile, string? Kind, ImmutableArray<string> Roles)
{
    public static Output<ExportedHost> Of(Host host) => Output.Tuple<string, string>(host.Address, host.HostKey).Apply(known => new ExportedHost(
        host.Name, host.Placement.Region, known.Item1, host.Port, host.User, known.Item2, host.KeyFile, host.Kind, [.. host.Roles]));
}

/// <summary>How the parties of a computation reach each other over one overlay.</summary>
/// <param name="Overlay">The overlay's name.</param>
/// <param name="Addresses">For each party, the address at which it reaches each other one; its own place has "localhost".</param>
internal sealed record ExportedParties(string Overlay, ImmutableArray<ImmutableArray<string>> Addresses);
