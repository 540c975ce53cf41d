using System.CommandLine;
using E3.Deploy.Verbs;

namespace E3.Deploy.CommandLine;

/// <summary><c>e3 preview</c>.</summary>
internal static class PreviewCommand
{
    public static Command Build(Verb verb)
    {
        var command = Verb.Named("preview", "Show what up would do; changes nothing",
            ("e3 preview", "the resources that would change"),
            ("e3 preview --diff", "and each property of theirs"),
            ("e3 preview --json", "for a program: one JSON document"),
            ("e3 preview --format markdown", "for a comment on a pull request, with what it costs"),
            ("e3 preview --expect-no-changes", "in CI: fail if anything would change"));
        command.Aliases.Add("pre");
        var options = new OperationOptions().ForPreview(command);
        verb.Runs(command, (host, parsed, _) => new PreviewVerb(host, options.Read(parsed, verb.Global, verb.Environment, host.Folder)).RunAsync());
        return command;
    }
}
