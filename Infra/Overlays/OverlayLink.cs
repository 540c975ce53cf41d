using E3.Infra.Hosts;
using Pulumi;

namespace E3.Infra.Overlays;

/// <summary>Where <paramref name="From"/> reaches <paramref name="To"/> by a TCP connection.</summary>
/// <param name="From">Who connects.</param>
/// <param name="To">Who is connected to.</param>
/// <param name="Address">An IP address.</param>
internal sealed record OverlayLink(Host From, Host To, Output<string> Address);
