using System.CommandLine;
using E3.Deploy.Verbs;

namespace E3.Deploy.CommandLine;

/// <summary><c>e3 bench</c>.</summary>
internal static class BenchCommand
{
    public static Command Build(Verb verb)
    {
        var command = Verb.Named("bench", "Take all measurements of the stack again; no host, overlay or key is touched",
            ("e3 bench", "measure and show the results"),
            ("e3 bench --json", "for a program: one JSON document"));
        var options = new OperationOptions().ForBench(command);
        verb.Runs(command, (host, parsed, _) => new BenchVerb(host, options.Read(parsed, verb.Global, verb.Environment, host.Folder)).RunAsync());
        return command;
    }
}
