using System.CommandLine;

namespace E3.Deploy.CommandLine;

/// <summary>
/// Commands of the official pulumi that are not here. Each says so, with the reason and what to do: a program that drives the command, or a
/// person who is used to it, would otherwise be told of a word that is wrong.
/// </summary>
internal static class AbsentCommands
{
    private const string Official = "use the official pulumi command for it";

    private static readonly (string Name, string Reason)[] All =
    [
        ("new", $"there are no templates: write a Pulumi.yaml, or {Official}"),
        ("org", "organizations are Pulumi Cloud's: the backends here are folders"),
        ("env", "environments (ESC) are Pulumi Cloud's: the backends here are folders"),
        ("policy", $"policy packs are not run; {Official}"),
        ("package", $"packages are built in (e3 plugin ls); {Official}"),
        ("schema", $"packages are built in (e3 plugin ls); {Official}"),
        ("convert", $"programs are not converted; {Official}"),
        ("deployment", "deployments are Pulumi Cloud's: operations run here"),
        ("watch", "run e3 up again after a change"),
        ("console", "there is no web console: e3 stack shows what is in the stack"),
        ("neo", $"there is no assistant; {Official}"),
    ];

    public static IEnumerable<Command> Build(Verb verb) => All.Select(command => Absent(verb, command.Name, $"pulumi {command.Name}", command.Reason));

    /// <summary><c>config env</c>, which the official command has for Pulumi Cloud only.</summary>
    public static Command Environments(Verb verb) => Absent(
        verb, "env", "pulumi config env", "a backend that is a folder does not support environments (ESC); write the settings themselves (e3 config set)");

    private static Command Absent(Verb verb, string name, string full, string reason)
    {
        var command = new Command(name, $"Not there: {reason}") { Hidden = true, TreatUnmatchedTokensAsErrors = false };
        verb.Runs(command, (_, _, _) => throw new CommandException($"'{full}' is not in the embedded engine: {reason}."));
        return command;
    }
}
