using System.CommandLine;
using E3.Deploy.Verbs;

namespace E3.Deploy.CommandLine;

/// <summary><c>e3 about</c>, and <c>e3 logs</c>, which says what takes its place.</summary>
internal static class AboutCommand
{
    public static Command Build(Verb verb)
    {
        var about = Verb.Named("about", "Print what belongs in a report of a fault: command, machine, stack, backend; no secret is in it", ("e3 about --json", "for a program"));
        var json = new Option<bool>("--json", "-j") { Description = "Print JSON" };
        about.Options.Add(json);
        about.Options.Add(new Option<bool>("--transitive", "-t") { Hidden = true });
        verb.Runs(about, (host, parsed, cancel) => new AboutVerb(host, verb.Global.Stack(parsed)).RunAsync(parsed.GetValue(json), cancel));
        return about;
    }

    public static Command BuildLogs(Verb verb)
    {
        var logs = Verb.Named("logs", "Not there: no provider of the embedded engine keeps logs of its resources");
        verb.Runs(logs, (_, _, _) => throw new CommandException(
            "there are no logs: no provider of the embedded engine keeps logs of its resources. What a run said: e3 up --diff; what was done to the stack: e3 stack history; "
            + "what a droplet says: ssh to it (e3 stack output hosts)."));
        return logs;
    }
}
