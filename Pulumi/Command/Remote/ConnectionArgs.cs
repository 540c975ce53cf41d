namespace Pulumi.Command.Remote.Inputs;

/// <summary>How to log in to a machine over SSH.</summary>
public sealed class ConnectionArgs : ResourceArgs
{
    [Input("password")]
    private Input<string>? _password;

    [Input("privateKey")]
    private Input<string>? _privateKey;

    [Input("privateKeyPassword")]
    private Input<string>? _privateKeyPassword;

    /// <summary>As root on port 22, with ten tries of fifteen seconds.</summary>
    public ConnectionArgs()
    {
        DialErrorLimit = 10;
        PerDialTimeout = 15;
        Port = 22;
        User = "root";
    }

    /// <summary>New, with nothing set.</summary>
    public static new ConnectionArgs Empty => new();

    /// <summary>Socket of an SSH agent; null = SSH_AUTH_SOCK.</summary>
    [Input("agentSocketPath")]
    public Input<string>? AgentSocketPath { get; set; }

    /// <summary>How often to try to connect; 0 = for ever.</summary>
    [Input("dialErrorLimit")]
    public Input<int>? DialErrorLimit { get; set; }

    /// <summary>Address or name.</summary>
    [Input("host", required: true)]
    public Input<string> Host { get; set; } = null!;

    /// <summary>The only host key to accept, as in known_hosts without the name; null = any.</summary>
    [Input("hostKey")]
    public Input<string>? HostKey { get; set; }

    /// <summary>The password. Secret, whatever is given.</summary>
    public Input<string>? Password
    {
        get => _password;
        set => _password = Secret.Of(value);
    }

    /// <summary>How long one try may take, in seconds; 0 = for ever.</summary>
    [Input("perDialTimeout")]
    public Input<int>? PerDialTimeout { get; set; }

    /// <summary>The port.</summary>
    [Input("port")]
    public Input<double>? Port { get; set; }

    /// <summary>The private key in PEM. Secret, whatever is given.</summary>
    public Input<string>? PrivateKey
    {
        get => _privateKey;
        set => _privateKey = Secret.Of(value);
    }

    /// <summary>What the private key is encrypted with. Secret, whatever is given.</summary>
    public Input<string>? PrivateKeyPassword
    {
        get => _privateKeyPassword;
        set => _privateKeyPassword = Secret.Of(value);
    }

    /// <summary>A machine to go through.</summary>
    [Input("proxy")]
    public Input<ProxyConnectionArgs>? Proxy { get; set; }

    /// <summary>The user.</summary>
    [Input("user")]
    public Input<string>? User { get; set; }
}
