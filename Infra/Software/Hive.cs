using System.Collections.Immutable;
using E3.Infra.Config;
using E3.Infra.Exports;
using E3.Infra.Hosts;
using Pulumi;
using Pulumi.Command.Local;

namespace E3.Infra.Software;

/// <summary>
/// The folder that Colmena is given: the flake and the hosts file, nothing else of the checkout. Written when the stack is updated, never by a
/// preview. What goes in it goes to the Nix store, where anybody can read it: nothing in it is secret. Beside it, as no part of what is deployed,
/// what the folder was written from and what bounds a deployment.
/// </summary>
internal sealed class Hive : ComponentResource
{
    private readonly ImmutableArray<string> _overlays;
    private readonly OperatorKey _operator;

    public Hive(
        string stack, ProjectFolder project, NixFlake flake, ImmutableArray<Host> hosts, OperatorKey operatorKey, Settings settings, ComponentResourceOptions options)
        : base("e3:software:Hive", "hive", options)
    {
        (_operator, _overlays) = (operatorKey, settings.Overlays);
        Flake = flake.Hash();
        Folder = $".e3/hive/{stack}";
        Written = new Command(
            "hive",
            new CommandArgs
            {
                Create = Scripts.Text("copy.sh", "hive.sh"),
                Delete = "rm -rf \"$E3_HIVE\" \"$E3_HIVE.about\"",
                Dir = project.FromProgram,
                Environment =
                {
                    ["E3_HIVE"] = Folder,
                    ["E3_FILES"] = string.Join('\n', flake.Files),
                    ["E3_HASH"] = Flake,
                    ["E3_SECONDS"] = $"{settings.Software.DeploySeconds}",
                    ["E3_AT_ONCE"] = $"{settings.Software.AtOnce}",
                },
                Stdin = HostsFile(hosts),
                Logging = Logging.Stderr,
                AddPreviousOutputInEnv = false,
            },
            new CustomResourceOptions { Parent = this });
        RegisterOutputs();
    }

    /// <summary>Seen from the folder of Pulumi.yaml.</summary>
    public string Folder { get; }

    /// <summary>Differs when the flake does.</summary>
    public string Flake { get; }

    public Command Written { get; }

    /// <summary>Of all that a host is made from: the flake and its own entry, not those of the other hosts.</summary>
    public Output<string> VersionOf(Host host) => HostsFile([host]).Apply(entry => Digest.Of(Flake + entry));

    private Output<string> HostsFile(ImmutableArray<Host> hosts) => Output
        .Tuple<ImmutableArray<ExportedHost>, string>(Output.All(hosts.Select(ExportedHost.Of)), _operator.PublicKey)
        .Apply(known => ColmenaHosts.Of(known.Item1, _overlays, known.Item2));
}
