using Pulumi;

namespace E3.Infra.Overlays.Tailscale;

/// <summary>How hosts get into a tailnet.</summary>
/// <param name="Key">Lets any number of devices in; a secret.</param>
/// <param name="LoginServer">The address of the server that coordinates the tailnet; null for Tailscale's own.</param>
/// <param name="Certificate">In PEM, what that server shows when no authority vouches for it; empty when one does.</param>
/// <param name="Server">What has to be there before anybody can join, and until the last has left; null for a server of somebody else.</param>
internal sealed record TailnetEntrance(Output<string> Key, Output<string?> LoginServer, Output<string> Certificate, Resource? Server)
{
    /// <summary>Into a tailnet that is there already.</summary>
    public static TailnetEntrance With(Output<string> key, string? loginServer) => new(key, Output.Create(loginServer), Output.Create(""), null);
}
