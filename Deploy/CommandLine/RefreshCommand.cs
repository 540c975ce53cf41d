using System.CommandLine;
using E3.Deploy.Verbs;

namespace E3.Deploy.CommandLine;

/// <summary><c>e3 refresh</c>.</summary>
internal static class RefreshCommand
{
    public static Command Build(Verb verb)
    {
        var command = Verb.Named("refresh", "Bring the state up to date with what exists; changes no resource",
            ("e3 refresh --yes", "after somebody changed or deleted things by hand"),
            ("e3 refresh --preview-only --format markdown", "what drifted, for a comment on a pull request"),
            ("e3 refresh --yes --expect-no-changes", "fail if something drifted"));
        var options = new OperationOptions().ForRefresh(command);
        verb.Runs(command, (host, parsed, _) => new RefreshVerb(host, options.Read(parsed, verb.Global, verb.Environment, host.Folder)).RunAsync());
        return command;
    }
}
