using System.CommandLine;
using E3.Deploy.Verbs;

namespace E3.Deploy.CommandLine;

/// <summary><c>e3 cancel</c>.</summary>
internal static class CancelCommand
{
    public static Command Build(Verb verb)
    {
        var command = Verb.Named("cancel", "Break the stack's lock, for a run on a machine that is gone (one that died on this machine loses its lock by itself; Ctrl-C stops one that runs)",
            ("e3 cancel --stack dev", "after that machine is certainly dead"));
        var name = GlobalOptions.StackArgument();
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask" };
        command.Arguments.Add(name);
        command.Options.Add(yes);
        verb.Runs(command, (host, parsed, cancel) => new CancelVerb(host).RunAsync(verb.Global.Stack(parsed, name), verb.Yes(parsed, yes), cancel));
        return command;
    }
}
