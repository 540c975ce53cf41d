namespace Pulumi.Command.Remote.Outputs;

/// <summary>How to log in to a machine on the way to another.</summary>
[OutputType]
#pragma warning disable CA1051, IDE0051 // Fields, as in the official package; made by the SDK through reflection.
public sealed class ProxyConnection
{
    /// <summary>Socket of an SSH agent; null = SSH_AUTH_SOCK.</summary>
    public readonly string? AgentSocketPath;

    /// <summary>How often to try to connect; 0 = for ever.</summary>
    public readonly int? DialErrorLimit;

    /// <summary>Address or name.</summary>
    public readonly string Host;

    /// <summary>The only host key to accept, as in known_hosts without the name; null = any.</summary>
    public readonly string? HostKey;

    /// <summary>The password.</summary>
    public readonly string? Password;

    /// <summary>How long one try may take, in seconds; 0 = for ever.</summary>
    public readonly int? PerDialTimeout;

    /// <summary>The port.</summary>
    public readonly double? Port;

    /// <summary>The private key in PEM.</summary>
    public readonly string? PrivateKey;

    /// <summary>What the private key is encrypted with.</summary>
    public readonly string? PrivateKeyPassword;

    /// <summary>The user.</summary>
    public readonly string? User;

    [OutputConstructor]
    private ProxyConnection(
        string? agentSocketPath,
        int? dialErrorLimit,
        string host,
        string? hostKey,
        string? password,
        int? perDialTimeout,
        double? port,
        string? privateKey,
        string? privateKeyPassword,
        string? user)
    {
        AgentSocketPath = agentSocketPath;
        DialErrorLimit = dialErrorLimit;
        Host = host;
        HostKey = hostKey;
        Password = password;
        PerDialTimeout = perDialTimeout;
        Port = port;
        PrivateKey = privateKey;
        PrivateKeyPassword = privateKeyPassword;
        User = user;
    }
}
#pragma warning restore CA1051, IDE0051
