using System.Net;
using System.Text;

namespace E3.Infra.Overlays.WireGuard;

/// <summary>A host as the others need to know it.</summary>
/// <param name="Name">For the person who reads the file.</param>
/// <param name="PublicKey">In base64, as <c>wg pubkey</c> prints it.</param>
/// <param name="Endpoint">Public IP address.</param>
/// <param name="Address">Overlay address.</param>
internal sealed record WireGuardPeer(string Name, string PublicKey, string Endpoint, IPAddress Address);

/// <summary>What a host's script <c>up</c> reads: the format of <c>wg setconf</c>, without the private key.</summary>
internal static class WireGuardSettings
{
    public const int Port = 51820;

    /// <param name="version">Of the scripts: a change of them is a change of the settings, so that they run again.</param>
    /// <param name="machine">What the host is and what was put on it: on another one they are to run again as well.</param>
    /// <param name="own">The overlay address of the host that the settings are for.</param>
    /// <param name="peers">All other hosts.</param>
    public static string Render(string version, string machine, IPAddress own, IEnumerable<WireGuardPeer> peers)
    {
        var text = new StringBuilder();
        text.Append("# scripts ").Append(version).Append(machine.Length == 0 ? "" : $", machine {machine}").Append("\n[Interface]\nListenPort = ").Append(Port).Append('\n');
        foreach (var peer in peers.OrderBy(peer => peer.Name, StringComparer.Ordinal))
        {
            text.Append("\n# ").Append(peer.Name)
                .Append("\n[Peer]\nPublicKey = ").Append(peer.PublicKey)
                .Append("\nEndpoint = ").Append(peer.Endpoint).Append(':').Append(Port)
                .Append("\nAllowedIPs = ").Append(peer.Address).Append("/32\n");
            // The keepalive greets a peer at once: sessions are there before the first measured packet, and come back by themselves when
            // a host restarts, instead of after the 15 s that WireGuard takes to notice. One of two greets (see the script join): the one
            // with the higher address, as a device behind a NAT can only greet and not be greeted.
            if (Greets(own, peer.Address))
            {
                text.Append("PersistentKeepalive = 25\n");
            }
        }

        return text.ToString();
    }

    private static bool Greets(IPAddress own, IPAddress other) => own.GetAddressBytes().AsSpan().SequenceCompareTo(other.GetAddressBytes()) > 0;
}
