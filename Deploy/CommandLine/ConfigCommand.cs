using System.CommandLine;
using E3.Deploy.Verbs;

namespace E3.Deploy.CommandLine;

/// <summary><c>e3 config</c> and what stands below it.</summary>
internal static class ConfigCommand
{
    public static Command Build(Verb verb)
    {
        var config = Verb.Named("config", "Show or change the settings of a stack (Pulumi.<stack>.yaml)",
            ("e3 config", "all settings, secrets masked"),
            ("e3 config get e3:repeats", "one setting"),
            ("e3 config set --path e3:regions.lon1 2", "two hosts in London"),
            ("e3 config set --secret digitalocean:token", "a secret, asked for or read from standard input"));
        var json = new Option<bool>("--json", "-j") { Description = "Print JSON" };
        var secrets = new Option<bool>("--show-secrets") { Description = "Print secrets in clear" };
        config.Options.Add(json);
        config.Options.Add(secrets);
        verb.Runs(config, (host, parsed, cancel) => new ConfigVerb(host, verb.Global.Stack(parsed)).ListAsync(parsed.GetValue(json), parsed.GetValue(secrets), cancel));
        config.Subcommands.Add(Get(verb));
        config.Subcommands.Add(Set(verb));
        config.Subcommands.Add(Remove(verb));
        return config;
    }

    private static Argument<string> Key() => new("key") { Description = "<namespace>:<name>, or <name> for one of the project's own" };

    private static Option<bool> AsPath() => new("--path") { Description = "The key may lead into a value: e3:regions.ams3, e3:jobs[0].rounds" };

    private static Command Get(Verb verb)
    {
        var get = Verb.Named("get", "Print one setting",
            ("e3 config get e3:repeats", "a setting of namespace e3"),
            ("e3 config get --path e3:regions.ams3", "a value within one"));
        var (key, path, json) = (Key(), AsPath(), new Option<bool>("--json", "-j") { Description = "Print JSON: value and whether it is secret" });
        get.Arguments.Add(key);
        get.Options.Add(path);
        get.Options.Add(json);
        verb.Runs(get, (host, parsed, cancel) => new ConfigVerb(host, verb.Global.Stack(parsed))
            .GetAsync(parsed.GetRequiredValue(key), parsed.GetValue(path), parsed.GetValue(json), cancel));
        return get;
    }

    private static Command Set(Verb verb)
    {
        var set = Verb.Named("set", "Change one setting; comments and order of the file stay",
            ("e3 config set e3:repeats 5", "a setting"),
            ("e3 config set --path e3:regions.lon1 1", "a value within one"),
            ("e3 config set --secret digitalocean:token < token", "a secret, encrypted, kept out of the shell's history"));
        var (key, path) = (Key(), AsPath());
        var value = new Argument<string?>("value") { Description = "The value; read from standard input when left out", Arity = ArgumentArity.ZeroOrOne };
        var secret = new Option<bool>("--secret") { Description = "Encrypt the value" };
        var plaintext = new Option<bool>("--plaintext") { Description = "Do not encrypt the value (the default)" };
        set.Arguments.Add(key);
        set.Arguments.Add(value);
        set.Options.Add(secret);
        set.Options.Add(plaintext);
        set.Options.Add(path);
        set.Validators.Add(result =>
        {
            if (result.GetValue(secret) && result.GetValue(plaintext))
            {
                result.AddError("Only one of --secret and --plaintext makes sense.");
            }
        });
        verb.Runs(set, (host, parsed, cancel) => new ConfigVerb(host, verb.Global.Stack(parsed))
            .SetAsync(parsed.GetRequiredValue(key), parsed.GetValue(value), parsed.GetValue(secret), parsed.GetValue(path), cancel));
        return set;
    }

    private static Command Remove(Verb verb)
    {
        var remove = Verb.Named("rm", "Take one setting out of the file", ("e3 config rm --path e3:regions.lon1", "no hosts in London any more"));
        var (key, path) = (Key(), AsPath());
        remove.Arguments.Add(key);
        remove.Options.Add(path);
        verb.Runs(remove, (host, parsed, cancel) =>
            new ConfigVerb(host, verb.Global.Stack(parsed)).RemoveAsync(parsed.GetRequiredValue(key), parsed.GetValue(path), cancel));
        return remove;
    }
}
