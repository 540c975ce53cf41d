using E3.Infra.Hosts;
using Pulumi;
using Pulumi.Command.Local;

namespace E3.Infra.Software;

/// <summary>A host that Colmena deploys to, when the flake or its own entry in the hosts file changed, or it is another machine.</summary>
internal sealed class ColmenaDeployment(HostProgram program, Resource parent)
{
    public HostSoftware To(Host host)
    {
        var version = program.Hive.VersionOf(host);
        var colmena = program.Of(host, "colmena.sh");
        colmena.Environment.Add("E3_VERSION", version);
        colmena.Environment.Add("E3_FLAKE", program.Hive.Flake);
        colmena.AddPreviousOutputInEnv = false;
        var options = host.OnHost(parent);
        options.DependsOn.Add(program.Hive.Written);
        return new HostSoftware(new Command($"colmena-{host.Name}", colmena, options), version);
    }
}
