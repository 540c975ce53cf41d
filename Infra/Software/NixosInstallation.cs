using E3.Infra.Hosts;
using Pulumi;
using Pulumi.Command.Local;

namespace E3.Infra.Software;

/// <summary>
/// A droplet on which nixos-anywhere puts NixOS in place of its provider's system: once in its life. What changes afterwards is Colmena's to deploy.
/// </summary>
internal sealed class NixosInstallation(HostProgram program, int readySeconds, Resource parent)
{
    public HostSoftware To(Host host)
    {
        var install = program.Of(host, "nixos-anywhere.sh");
        install.Environment.Add("E3_READY_SECONDS", $"{readySeconds}");
        // Whatever else changes, only another droplet is installed anew.
        install.Update = "printf %s \"$PULUMI_COMMAND_STDOUT\"";
        var options = host.OnHost(parent);
        options.DependsOn.Add(program.Hive.Written);
        return new HostSoftware(new Command($"nixos-{host.Name}", install, options), Output.Create(""));
    }
}
