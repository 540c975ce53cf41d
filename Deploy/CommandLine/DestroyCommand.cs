using System.CommandLine;
using E3.Deploy.Verbs;

namespace E3.Deploy.CommandLine;

/// <summary><c>e3 destroy</c>.</summary>
internal static class DestroyCommand
{
    public static Command Build(Verb verb)
    {
        var command = Verb.Named("destroy", "Delete everything of the stack; its settings stay",
            ("e3 destroy", "list what would go, ask, then delete it"),
            ("e3 destroy --yes", "delete it at once"),
            ("e3 destroy --preview-only --format markdown", "what would go and what it costs now, for a comment on a pull request"),
            ("e3 destroy --yes --stack dev", "give the droplets on DigitalOcean back"));
        command.Aliases.Add("down");
        var options = new OperationOptions().ForDestroy(command);
        verb.Runs(command, (host, parsed, _) => new DestroyVerb(host, options.Read(parsed, verb.Global, verb.Environment, host.Folder)).RunAsync());
        return command;
    }
}
