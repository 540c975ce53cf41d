namespace E3.Remote;

/// <summary>Where and as whom to log in over SSH. Keys and passwords live in memory only and never reach an argument list or a text.</summary>
/// <param name="Host">Address or name to connect to.</param>
/// <param name="Port">TCP port, usually 22.</param>
/// <param name="User">Who to log in as.</param>
/// <param name="PrivateKey">Private key in OpenSSH or PEM form, tried first; null for none.</param>
/// <param name="PrivateKeyPassword">What opens an encrypted private key.</param>
/// <param name="Password">Password, tried after the key; null for none.</param>
/// <param name="HostKey">The host's key as OpenSSH prints it (<c>ssh-ed25519 AAAA…</c>): no other is accepted. Null accepts any.</param>
/// <param name="Name">How errors call the host.</param>
public sealed record SshTarget(
    string Host, int Port, string User, string? PrivateKey, string? PrivateKeyPassword, string? Password, string? HostKey, string Name)
{
    /// <summary>Unix socket of an SSH agent, whose keys are tried last; null for none.</summary>
    public string? AgentSocket { get; init; }

    /// <summary>Whether an agent that is not there is passed over when there is a key or a password.</summary>
    public bool AgentMayBeGone { get; init; }

    /// <summary>A host to go through (a bastion), or null to connect directly.</summary>
    public SshTarget? Through { get; init; }

    /// <summary>How long to keep trying that host; null for as long as this one.</summary>
    public ConnectPolicy? ThroughPolicy { get; init; }

    /// <summary>The host's name and where it is, for people.</summary>
    public override string ToString() => Name == Host ? $"{Host}:{Port}" : $"{Name} ({Host}:{Port})";
}
