using System.CommandLine;
using E3.Deploy.Verbs;

namespace E3.Deploy.CommandLine;

/// <summary><c>e3 stack output</c>.</summary>
internal static class StackCommand
{
    public static Command Build(Verb verb)
    {
        var stack = Verb.Named("stack", "Look at a stack");
        var output = Verb.Named("output", "Print what the stack's program gave out: its hosts, overlays and measurements",
            ("e3 stack output", "all of it, secrets masked"),
            ("e3 stack output hosts --json", "one output, for a program"),
            ("e3 stack output --json --show-secrets", "with secrets in clear"));
        var name = new Argument<string?>("name") { Description = "One output only", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json", "-j") { Description = "Print JSON" };
        var secrets = new Option<bool>("--show-secrets") { Description = "Print secrets in clear" };
        output.Arguments.Add(name);
        output.Options.Add(json);
        output.Options.Add(secrets);
        verb.Runs(output, (host, parsed, cancel) => new StackOutputVerb(host, verb.Global.Stack(parsed))
            .RunAsync(parsed.GetValue(name), parsed.GetValue(json), parsed.GetValue(secrets), cancel));
        stack.Subcommands.Add(output);
        return stack;
    }
}
