using System.CommandLine;
using E3.Deploy.Verbs;

namespace E3.Deploy.CommandLine;

/// <summary><c>e3 cloud start|status|stop|fault</c>.</summary>
internal static class CloudCommand
{
    public static Command Build(Verb verb)
    {
        var cloud = Verb.Named("cloud", "The cloud on this machine that a local stack's droplets live in; up starts it, destroy stops it when it is empty",
            ("e3 cloud status", "is it running, and what is in it"),
            ("e3 cloud start --profile lan", "start it with other latencies"),
            ("e3 cloud stop", "stop it; droplets come back with the next start"),
            ("e3 cloud fault set --percent 10", "let every tenth call of its APIs go wrong"));
        var start = Verb.Named("start", "Start it (needs root: it makes namespaces and network devices)", ("e3 cloud start --profile wan-100ms", "with 100 ms between any two regions"));
        var profile = new Option<string?>("--profile") { Description = "Latency profile: digitalocean, wan-100ms, lan, or a file (default: setting e3:profile)", HelpName = "name" };
        start.Options.Add(profile);
        verb.Runs(start, (host, parsed, cancel) => new CloudVerb(host, verb.Global.Stack(parsed)).StartAsync(parsed.GetValue(profile), cancel));
        var status = Verb.Named("status", "Say whether it runs and what is in it; exit code 1 when it does not run", ("e3 cloud status --json", "for a program"));
        var json = new Option<bool>("--json", "-j") { Description = "Print JSON" };
        status.Options.Add(json);
        verb.Runs(status, (host, parsed, cancel) => new CloudVerb(host, verb.Global.Stack(parsed)).StatusAsync(parsed.GetValue(json), cancel));
        var stop = Verb.Named("stop", "Stop it; what is in it comes back with the next start",
            ("e3 cloud stop", "after which nothing of it runs"),
            ("e3 cloud stop --remove", "and forget the droplets in it, when destroy cannot"));
        var remove = new Option<bool>("--remove") { Description = "Remove the droplets too, without the stack's state being asked" };
        stop.Options.Add(remove);
        verb.Runs(stop, (host, parsed, cancel) => new CloudVerb(host, verb.Global.Stack(parsed)).StopAsync(parsed.GetValue(remove), cancel));
        cloud.Subcommands.Add(start);
        cloud.Subcommands.Add(status);
        cloud.Subcommands.Add(stop);
        cloud.Subcommands.Add(CloudFaultCommand.Build(verb));
        return cloud;
    }
}
