using System.CommandLine;
using E3.Deploy.Surroundings;
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
        var file = new Option<string?>("--config-file") { Description = "A settings file in the place of Pulumi.<stack>.yaml", HelpName = "file", Recursive = true };
        verb.Runs(config, (host, parsed, cancel) => Open(host, parsed).ListAsync(parsed.GetValue(json), parsed.GetValue(secrets), cancel));
        config.Options.Add(file);
        config.Options.Add(new Option<bool>("--open") { Hidden = true }); // opens ESC environments, which are refused where they stand
        config.Subcommands.Add(Get(verb, Open));
        config.Subcommands.Add(Set(verb, Open));
        config.Subcommands.Add(SetAll(verb, Open));
        config.Subcommands.Add(Remove(verb, Open));
        config.Subcommands.Add(RemoveAll(verb, Open));
        config.Subcommands.Add(Refresh(verb, Open));
        config.Subcommands.Add(Copy(verb, Open));
        config.Subcommands.Add(AbsentCommands.Environments(verb));
        return config;

        ConfigVerb Open(Host host, ParseResult parsed) => new(host, verb.Global.Stack(parsed), parsed.GetValue(file));
    }

    private static Argument<string> Key() => new("key") { Description = "<namespace>:<name>, or <name> for one of the project's own" };

    private static Option<bool> AsPath() => new("--path") { Description = "The key may lead into a value: e3:regions.ams3, e3:jobs[0].rounds" };

    private static Command Get(Verb verb, Func<Host, ParseResult, ConfigVerb> open)
    {
        var get = Verb.Named("get", "Print one setting",
            ("e3 config get e3:repeats", "a setting of namespace e3"),
            ("e3 config get --path e3:regions.ams3", "a value within one"));
        var (key, path, json) = (Key(), AsPath(), new Option<bool>("--json", "-j") { Description = "Print JSON: value and whether it is secret" });
        get.Arguments.Add(key);
        get.Options.Add(path);
        get.Options.Add(json);
        get.Options.Add(new Option<bool>("--open") { Hidden = true });
        verb.Runs(get, (host, parsed, cancel) => open(host, parsed)
            .GetAsync(parsed.GetRequiredValue(key), parsed.GetValue(path), parsed.GetValue(json), cancel));
        return get;
    }

    private static Command Set(Verb verb, Func<Host, ParseResult, ConfigVerb> open)
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
        verb.Runs(set, (host, parsed, cancel) => open(host, parsed)
            .SetAsync(parsed.GetRequiredValue(key), parsed.GetValue(value), parsed.GetValue(secret), parsed.GetValue(path), cancel));
        return set;
    }

    private static Command Remove(Verb verb, Func<Host, ParseResult, ConfigVerb> open)
    {
        var remove = Verb.Named("rm", "Take one setting out of the file", ("e3 config rm --path e3:regions.lon1", "no hosts in London any more"));
        var (key, path) = (Key(), AsPath());
        remove.Aliases.Add("remove");
        remove.Aliases.Add("delete");
        remove.Arguments.Add(key);
        remove.Options.Add(path);
        verb.Runs(remove, (host, parsed, cancel) =>
            open(host, parsed).RemoveAsync(parsed.GetRequiredValue(key), parsed.GetValue(path), cancel));
        return remove;
    }

    private static Command SetAll(Verb verb, Func<Host, ParseResult, ConfigVerb> open)
    {
        var set = Verb.Named("set-all", "Change many settings at once: all of them, or none when one is wrong",
            ("e3 config set-all --plaintext e3:repeats=5 --secret digitalocean:token=$TOKEN", "one plain, one encrypted"));
        var plain = new Option<string[]>("--plaintext") { Description = "A setting: key=value; may be repeated", HelpName = "key=value", AllowMultipleArgumentsPerToken = false };
        var secret = new Option<string[]>("--secret") { Description = "A setting to encrypt: key=value; may be repeated", HelpName = "key=value", AllowMultipleArgumentsPerToken = false };
        var path = AsPath();
        var json = new Option<string?>("--json") { Description = "What config --json --show-secrets prints, in the place of the others", HelpName = "settings" };
        set.Options.Add(plain);
        set.Options.Add(secret);
        set.Options.Add(path);
        set.Options.Add(json);
        set.Validators.Add(result =>
        {
            if (result.GetValue(json) is not null && (result.GetValue(plain) is { Length: > 0 } || result.GetValue(secret) is { Length: > 0 } || result.GetValue(path)))
            {
                result.AddError("--json cannot be used with --plaintext, --secret or --path.");
            }
        });
        verb.Runs(set, (host, parsed, cancel) => parsed.GetValue(json) is { } all
            ? open(host, parsed).SetAllAsync(all, cancel)
            : open(host, parsed).SetAllAsync(parsed.GetValue(plain) ?? [], parsed.GetValue(secret) ?? [], parsed.GetValue(path), cancel));
        return set;
    }

    private static Command RemoveAll(Verb verb, Func<Host, ParseResult, ConfigVerb> open)
    {
        var remove = Verb.Named("rm-all", "Take many settings out of the file", ("e3 config rm-all e3:repeats e3:jobs", "back to the defaults"));
        remove.Aliases.Add("remove-all");
        remove.Aliases.Add("delete-all");
        var keys = new Argument<string[]>("keys") { Description = "The keys", Arity = ArgumentArity.OneOrMore };
        var path = AsPath();
        remove.Arguments.Add(keys);
        remove.Options.Add(path);
        verb.Runs(remove, (host, parsed, cancel) => open(host, parsed).RemoveAllAsync(parsed.GetRequiredValue(keys), parsed.GetValue(path), cancel));
        return remove;
    }

    private static Command Refresh(Verb verb, Func<Host, ParseResult, ConfigVerb> open)
    {
        var refresh = Verb.Named("refresh", "Make the settings file what the last update ran with", ("e3 config refresh", "the file before becomes Pulumi.<stack>.yaml.bak"));
        var force = new Option<bool>("--force", "-f") { Description = "Keep no copy of the file before" };
        refresh.Options.Add(force);
        verb.Runs(refresh, (host, parsed, cancel) => open(host, parsed).RefreshAsync(parsed.GetValue(force), cancel));
        return refresh;
    }

    private static Command Copy(Verb verb, Func<Host, ParseResult, ConfigVerb> open)
    {
        var copy = Verb.Named("cp", "Copy settings to another stack; secrets are encrypted anew", ("e3 config cp --dest dev", "all of them"), ("e3 config cp e3:jobs --dest dev", "one"));
        copy.Aliases.Add("copy");
        var key = new Argument<string?>("key") { Description = "One setting only", Arity = ArgumentArity.ZeroOrOne };
        var destination = new Option<string>("--dest", "-d") { Description = "The stack to copy to", HelpName = "stack", Required = true };
        var path = AsPath();
        copy.Arguments.Add(key);
        copy.Options.Add(destination);
        copy.Options.Add(path);
        verb.Runs(copy, (host, parsed, cancel) => open(host, parsed).CopyAsync(parsed.GetValue(key), parsed.GetRequiredValue(destination), parsed.GetValue(path), cancel));
        return copy;
    }
}
