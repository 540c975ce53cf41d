using System.CommandLine;
using E3.Deploy.Verbs;

namespace E3.Deploy.CommandLine;

/// <summary><c>e3 up</c>.</summary>
internal static class UpCommand
{
    public static Command Build(Verb verb)
    {
        var command = Verb.Named("up", "Make the stack what its program and settings say, measure, and show the results",
            ("e3 up", "preview, ask, then do it"),
            ("e3 up --yes", "do it at once, without preview or question"),
            ("e3 up --yes --stack dev", "the same on DigitalOcean, as Pulumi.dev.yaml says"),
            ("e3 up --yes --json", "for a program: each event as a line of JSON"),
            ("e3 up --target '**droplet:Droplet::local-ams3-1'", "touch one host only"));
        command.Aliases.Add("update");
        var options = new OperationOptions().ForUp(command);
        verb.Runs(command, (host, parsed, _) => new UpVerb(host, options.Read(parsed, verb.Global, verb.Environment, host.Folder)).RunAsync());
        return command;
    }
}
