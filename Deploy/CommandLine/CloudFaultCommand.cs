using System.CommandLine;
using E3.Deploy.Verbs;
using E3.LocalCloud.Faults;

namespace E3.Deploy.CommandLine;

/// <summary><c>e3 cloud fault set|show|clear</c>.</summary>
internal static class CloudFaultCommand
{
    public static Command Build(Verb verb)
    {
        var fault = Verb.Named("fault", "Let the running cloud fail, to see what a program makes of it; a cloud that is started again fails no more",
            ("e3 cloud fault set --percent 10", "every tenth call of its APIs"),
            ("e3 cloud fault set --percent 100 --apis tailscale --kinds drop", "Tailscale's API is down"),
            ("e3 cloud fault set --droplet-limit 3", "the account may have three droplets"),
            ("e3 cloud fault set --taken-buckets mine", "the bucket name is another account's"),
            ("e3 cloud fault set --expired-keys", "the tailnet's auth keys have expired"),
            ("e3 cloud fault show", "what was set, and what came of it"),
            ("e3 cloud fault clear", "and no more"));
        fault.Subcommands.Add(Set(verb));
        var show = Verb.Named("show", "Say what goes wrong and how many calls did", ("e3 cloud fault show --json", "for a program"));
        var json = new Option<bool>("--json", "-j") { Description = "Print JSON" };
        show.Options.Add(json);
        verb.Runs(show, (host, parsed, cancel) => new CloudFaultVerb(host, verb.Global.Stack(parsed)).ShowAsync(parsed.GetValue(json), cancel));
        var clear = Verb.Named("clear", "Let nothing go wrong any more", ("e3 cloud fault clear", "and say what came of it"));
        verb.Runs(clear, (host, parsed, cancel) => new CloudFaultVerb(host, verb.Global.Stack(parsed)).ClearAsync(cancel));
        fault.Subcommands.Add(show);
        fault.Subcommands.Add(clear);
        return fault;
    }

    private static Command Set(Verb verb)
    {
        var set = Verb.Named("set", "Say what is to go wrong, in place of what was said before",
            ("e3 cloud fault set --percent 10 --kinds error lose --seed 1", "the same calls each time that the same calls are made"),
            ("e3 cloud fault set --droplet-limit 3", "refuse a fourth droplet"));
        var usual = FaultPlan.None;
        var percent = new Option<double>("--percent") { Description = "Of a hundred calls, how many go wrong", HelpName = "number" };
        var kinds = Choice<CallFault>("--kinds", "How: refused for the rate, 5xx, late, broken off before or after the work (default: all of these)");
        var apis = Choice<CloudApi>("--apis", "Whose calls (default: all of these)");
        var seed = new Option<int?>("--seed") { Description = "Makes the choices the same in the same order of calls", HelpName = "number" };
        var slow = new Option<double>("--slow-seconds") { Description = "How long a slow call waits", HelpName = "seconds", DefaultValueFactory = _ => usual.SlowSeconds };
        var after = new Option<int>("--retry-after-seconds") { Description = "When a refused call says to come back", HelpName = "seconds", DefaultValueFactory = _ => usual.RetryAfterSeconds };
        var limit = new Option<int?>("--droplet-limit") { Description = "Most droplets of the account", HelpName = "number" };
        var taken = new Option<string[]>("--taken-buckets") { Description = "Names of buckets that another account has", HelpName = "name", AllowMultipleArgumentsPerToken = true };
        var expired = new Option<bool>("--expired-keys") { Description = "Every auth key of a tailnet has expired" };
        foreach (var option in new Option[] { percent, kinds, apis, seed, slow, after, limit, taken, expired })
        {
            set.Options.Add(option);
        }

        set.Validators.Add(result =>
        {
            if (new Option[] { percent, limit, taken, expired }.All(option => result.GetResult(option) is null or { Implicit: true }))
            {
                result.AddError("Say what is to go wrong: --percent, --droplet-limit, --taken-buckets or --expired-keys.");
            }
        });
        verb.Runs(set, (host, parsed, cancel) => new CloudFaultVerb(host, verb.Global.Stack(parsed)).SetAsync(
            new FaultPlan
            {
                Percent = parsed.GetValue(percent),
                Kinds = parsed.GetValue(kinds) is { Length: > 0 } some ? [.. some.Distinct()] : usual.Kinds,
                Apis = parsed.GetValue(apis) is { Length: > 0 } few ? [.. few.Distinct()] : usual.Apis,
                Seed = parsed.GetValue(seed),
                SlowSeconds = parsed.GetValue(slow),
                RetryAfterSeconds = parsed.GetValue(after),
                DropletLimit = parsed.GetValue(limit),
                TakenBuckets = [.. parsed.GetValue(taken) ?? []],
                ExpiredKeys = parsed.GetValue(expired),
            },
            cancel));
        return set;
    }

    private static Option<T[]> Choice<T>(string name, string description)
        where T : struct, Enum
    {
        var names = Enum.GetNames<T>().Select(value => value.ToLowerInvariant()).ToArray();
        var option = new Option<T[]>(name) { Description = description, HelpName = string.Join('|', names), AllowMultipleArgumentsPerToken = true };
        option.AcceptOnlyFromAmong(names);
        return option;
    }
}
