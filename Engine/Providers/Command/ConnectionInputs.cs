using E3.Engine.Properties;
using E3.Engine.Providers.Resources;
using E3.Remote;

namespace E3.Engine.Providers.Command;

/// <summary>A resource's <c>connection</c> as the SSH sessions take it.</summary>
internal static class ConnectionInputs
{
    private const int Unlimited = -1;
    private const string AgentVariable = "SSH_AUTH_SOCK";

    public static IEnumerable<CheckFailure> Mistakes(PropertyMap inputs)
    {
        foreach (var (path, connection) in Both(inputs))
        {
            if (connection.Number("port") is { } port and (< 1 or > 65535)) yield return new CheckFailure(path + ".port", $"{port} is no port; 1 to 65535");
            if (connection.Number("dialErrorLimit") is < Unlimited) yield return new CheckFailure(path + ".dialErrorLimit", "must be a number of failures, or -1 for no limit");
            if (connection.Number("perDialTimeout") is < 0) yield return new CheckFailure(path + ".perDialTimeout", "must be seconds, or 0 for no limit");
        }
    }

    /// <summary>The inputs with the connection marked secret, as the official provider does whatever was given.</summary>
    public static PropertyMap Seal(PropertyMap inputs) =>
        inputs.TryGetValue("connection", out var value) && value is not PropertyValue.Secret ? inputs.With("connection", new PropertyValue.Secret(value)) : inputs;

    public static SshTarget Target(PropertyMap inputs, ProviderServices services) =>
        Target(inputs.Object("connection")!, inputs.Object("connection")!.Object("proxy"), services.Environment(AgentVariable) is { Length: > 0 } agent ? agent : null);

    public static ConnectPolicy Policy(PropertyMap inputs) => PolicyOf(inputs.Object("connection")!);

    private static ConnectPolicy PolicyOf(PropertyMap connection)
    {
        var failures = connection.Number("dialErrorLimit") ?? 10;
        // The limit counts failures that are forgiven, so one more attempt is made than it says.
        return new ConnectPolicy(
            failures < 0 ? int.MaxValue : (int)failures + 1, TimeSpan.FromSeconds(connection.Number("perDialTimeout") ?? 15), MaxTotal: null);
    }

    private static SshTarget Target(PropertyMap connection, PropertyMap? proxy, string? agent)
    {
        var host = connection.Text("host") ?? throw new ProviderException("connection.host is empty: there is no host to connect to");
        return new SshTarget(
            host, (int)(connection.Number("port") ?? 22), connection.Text("user") ?? "root", connection.Text("privateKey"), connection.Text("privateKeyPassword"),
            connection.Text("password"), connection.Text("hostKey"), host)
        {
            AgentSocket = connection.Text("agentSocketPath") ?? agent,
            AgentMayBeGone = !connection.ContainsKey("agentSocketPath"),
            Through = proxy is null ? null : Target(proxy, null, agent),
            ThroughPolicy = proxy is null ? null : PolicyOf(proxy),
        };
    }

    private static IEnumerable<(string Path, PropertyMap Connection)> Both(PropertyMap inputs)
    {
        if (inputs.Object("connection") is not { } connection) yield break;
        yield return ("connection", connection);
        if (connection.Object("proxy") is { } proxy) yield return ("connection.proxy", proxy);
    }
}
