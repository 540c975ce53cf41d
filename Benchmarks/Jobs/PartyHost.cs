namespace E3.Benchmarks.Jobs;

/// <summary>A party: the host it runs on.</summary>
/// <param name="Name">How people call it.</param>
/// <param name="Region">Where it stands.</param>
/// <param name="Ssh">How the operator reaches it.</param>
/// <param name="Machine">What kind of machine it is, such as a droplet's size; null when nobody says.</param>
/// <param name="Rejoin">
/// The command line that brings the overlay up again on the host when it was restarted since, and does nothing otherwise; null for an overlay
/// that needs none.
/// </param>
public sealed record PartyHost(string Name, string Region, SshAccess Ssh, string? Machine = null, string? Rejoin = null);

/// <summary>How the operator logs in to a host.</summary>
/// <param name="Host">Address or name.</param>
/// <param name="Port">TCP port.</param>
/// <param name="User">Who to log in as.</param>
/// <param name="HostKey">The host's public key as OpenSSH prints it; null accepts any.</param>
/// <param name="PrivateKey">The operator's private key in OpenSSH or PEM form.</param>
public sealed record SshAccess(string Host, int Port, string User, string? HostKey = null, string? PrivateKey = null)
{
    /// <summary>Where to, without the key.</summary>
    public override string ToString() => $"{User}@{Host}:{Port}";
}

/// <summary>The way from one party to another over the overlay.</summary>
/// <param name="From">Name of the party that dials.</param>
/// <param name="To">Name of the party that listens.</param>
/// <param name="Address">Host or host:port; without a port, <see cref="RunRequest.Port"/>.</param>
public sealed record Link(string From, string To, string Address);
