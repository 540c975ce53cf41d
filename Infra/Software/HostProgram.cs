using E3.Infra.Hosts;
using Pulumi.Command.Local;

namespace E3.Infra.Software;

/// <summary>
/// Programs of this machine that work on one host of the hive, over its public address, each within its time and not too many at once. The log is
/// <c>.e3/logs/&lt;stack&gt;/&lt;host&gt;.log</c>.
/// </summary>
internal sealed class HostProgram(string stack, ProjectFolder project, Hive hive)
{
    public Hive Hive => hive;

    /// <summary>A command that runs <c>Scripts/&lt;script&gt;</c>, again on another machine behind the host's name.</summary>
    public CommandArgs Of(Host host, string script) => new()
    {
        Create = Scripts.Text("log.sh", "host.sh", script),
        Dir = project.FromProgram,
        Environment =
        {
            ["E3_STACK"] = stack,
            ["E3_HOST"] = host.Name,
            ["E3_ADDRESS"] = host.Address,
            ["E3_PORT"] = $"{host.Port}",
            ["E3_USER"] = host.User,
            ["E3_HOST_KEY"] = host.HostKey,
            ["E3_HIVE"] = hive.Folder,
        },
        Stdin = host.PrivateKey,
        Triggers = host.Identity,
        Logging = Logging.Stderr,
    };
}
