using E3.Infra.Hosts;
using Pulumi;
using Pulumi.Command.Remote;

namespace E3.Infra.Software;

/// <summary>A host on which a script installs what is missing, as root. It runs again when its text changes, so doing it twice must be fine.</summary>
internal sealed class ScriptInstallation(string script, Resource parent)
{
    public HostSoftware To(Host host)
    {
        var installed = new Command(
            $"software-{host.Name}",
            new CommandArgs
            {
                Connection = host.Connection,
                Create = host.AsRoot("sh"),
                Stdin = script,
                Triggers = host.Identity,
                Logging = Logging.Stderr,
                AddPreviousOutputInEnv = false,
            },
            host.OnHost(parent));
        return new HostSoftware(installed, Output.Create(Digest.Of(script)));
    }
}
