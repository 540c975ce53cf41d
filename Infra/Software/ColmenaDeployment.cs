using E3.Infra.Config;
using E3.Infra.Hosts;
using Pulumi;
using Pulumi.Command.Local;

namespace E3.Infra.Software;

/// <summary>
/// A host that Colmena deploys to: over its public address, when the flake or its own entry in the hosts file changed, or it is another machine.
/// The log is <c>.e3/logs/&lt;stack&gt;/&lt;host&gt;.log</c>.
/// </summary>
internal sealed class ColmenaDeployment(string stack, ProjectFolder project, SoftwareSettings settings, Hive hive, Resource parent)
{
    public HostSoftware To(Host host)
    {
        var version = hive.VersionOf(host);
        var options = host.OnHost(parent);
        options.DependsOn.Add(hive.Written);
        var deployed = new Command(
            $"colmena-{host.Name}",
            new CommandArgs
            {
                Create = Scripts.Text("colmena.sh"),
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
                    ["E3_VERSION"] = version,
                    ["E3_SECONDS"] = $"{settings.DeploySeconds}",
                    ["E3_AT_ONCE"] = $"{settings.AtOnce}",
                },
                Stdin = host.PrivateKey,
                Triggers = host.Identity,
                Logging = Logging.Stderr,
                AddPreviousOutputInEnv = false,
            },
            options);
        return new HostSoftware(deployed, version);
    }
}
