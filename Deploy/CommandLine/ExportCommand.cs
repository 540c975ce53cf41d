using System.CommandLine;
using E3.Deploy.Verbs;

namespace E3.Deploy.CommandLine;

/// <summary><c>e3 export</c>.</summary>
internal static class ExportCommand
{
    public static Command Build(Verb verb)
    {
        var export = Verb.Named("export", "Print the stack's hosts in the format of another tool; no secret is in it",
            ("e3 export", "which formats there are"),
            ("e3 export ssh >ssh_config", "then: ssh -F ssh_config HOST, in the folder of Pulumi.yaml"),
            ("e3 export ansible >inventory.json", "then: ansible -i inventory.json all -m ping"),
            ("e3 export pssh >hosts", "then: parallel-ssh -h hosts -i uptime"),
            ("e3 export colmena >hosts.json", "the hosts file that flake.nix deploys"),
            ("e3 export mpyc", "the arguments with which to start each MPyC party by hand"));
        var format = new Argument<string?>("format") { Description = "Which format; all their names when left out", Arity = ArgumentArity.ZeroOrOne };
        export.Arguments.Add(format);
        verb.Runs(export, (host, parsed, cancel) => new ExportVerb(host, verb.Global.Stack(parsed)).RunAsync(parsed.GetValue(format), cancel));
        return export;
    }
}
