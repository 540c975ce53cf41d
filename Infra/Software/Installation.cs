using System.Collections.Immutable;
using E3.Infra.Config;
using E3.Infra.Hosts;
using Pulumi;

namespace E3.Infra.Software;

/// <summary>Puts on the hosts what they are to run, in the way that <c>e3:software</c> says. Whatever is done on a host afterwards waits for it.</summary>
internal sealed class Installation : ComponentResource
{
    public Installation(string stack, ProjectFolder project, Settings settings, Fleet fleet)
        : base("e3:software:Installation", "software")
    {
        var software = settings.Software;
        if (software.Kind is SoftwareKind.Colmena or SoftwareKind.NixosAnywhere)
        {
            var flake = NixFlake.In(project.Path, $"e3:software: {SoftwareSettings.NameOf(software.Kind)}");
            ImmutableArray<Host> hosts = [.. fleet.Hosts.Where(host => host.Kind is not null)];
            var hive = new Hive(stack, project, flake, hosts, fleet.Operator, settings, new ComponentResourceOptions { Parent = this });
            var program = new HostProgram(stack, project, hive);
            if (software.Kind == SoftwareKind.NixosAnywhere)
            {
                Each([.. hosts.Where(host => !host.Placement.IsDevice)], new NixosInstallation(program, settings.ReadySeconds, this).To);
            }

            Each(hosts, new ColmenaDeployment(program, this).To);
        }
        else if (software.Kind == SoftwareKind.Script)
        {
            Each([.. fleet.Hosts.Where(host => !host.Placement.IsDevice)], new ScriptInstallation(Script(project.Path, software.Script), this).To);
        }

        RegisterOutputs();
    }

    private static void Each(ImmutableArray<Host> hosts, Func<Host, HostSoftware> install)
    {
        foreach (var host in hosts)
        {
            host.Software = install(host);
        }
    }

    private static string Script(string root, string? own)
    {
        if (own is null)
        {
            return Scripts.Text("debian.sh");
        }

        var path = Path.Combine(root, own);
        return File.Exists(path) ? File.ReadAllText(path) : throw new SettingsException($"e3:softwareScript is \"{own}\", but there is no file {path}");
    }
}
