using System.CommandLine;
using E3.Deploy.Verbs.Stacks;

namespace E3.Deploy.CommandLine;

/// <summary><c>e3 stack</c> and what stands below it, save the state and the tags.</summary>
internal static class StackCommand
{
    public static Command Build(Verb verb)
    {
        var stack = Verb.Named("stack", "Make, look at and remove stacks; by itself: the selected one, its resources and outputs",
            ("e3 stack", "what is in the stack"),
            ("e3 stack ls", "which stacks there are"),
            ("e3 stack output measurements --json", "one output, for a program"),
            ("e3 stack select dev", "make dev the stack that commands are about"),
            ("e3 stack export --file state.json", "take its state out"));
        var ids = new Option<bool>("--show-ids", "-i") { Description = "Each resource's id too" };
        var urns = new Option<bool>("--show-urns", "-u") { Description = "Each resource's URN too" };
        var secrets = new Option<bool>("--show-secrets") { Description = "Print secrets in clear" };
        var name = new Option<bool>("--show-name") { Description = "Print the stack's name and nothing else" };
        foreach (var option in new[] { ids, urns, secrets, name })
        {
            stack.Options.Add(option);
        }

        verb.Runs(stack, (host, parsed, cancel) => new StackSummaryVerb(host, verb.Global.Stack(parsed))
            .RunAsync(parsed.GetValue(name), parsed.GetValue(ids), parsed.GetValue(urns), parsed.GetValue(secrets), cancel));
        foreach (var command in new[]
        {
            Init(verb), Select(verb), Unselect(verb), List(verb), Output(verb), History(verb), Export(verb), Import(verb), Rename(verb), Remove(verb),
            ChangeSecretsProvider(verb), StackTagCommand.Build(verb), StackGraphCommand.Build(verb),
        })
        {
            stack.Subcommands.Add(command);
        }

        return stack;
    }

    private static Command Init(Verb verb)
    {
        var init = Verb.Named("init", "Make a stack with nothing in it, and select it", ("e3 stack init dev", "ready for e3 up"), ("e3 stack init ci --copy-config-from dev", "with another stack's settings"));
        init.Aliases.Add("new");
        init.Aliases.Add("create");
        var name = GlobalOptions.StackArgument();
        var provider = SecretsProvider();
        var copy = new Option<string?>("--copy-config-from") { Description = "Begin with this stack's settings", HelpName = "stack" };
        var noSelect = new Option<bool>("--no-select") { Description = "Do not select it" };
        init.Arguments.Add(name);
        init.Options.Add(provider);
        init.Options.Add(copy);
        init.Options.Add(noSelect);
        verb.Runs(init, (host, parsed, cancel) => new StackInitVerb(host)
            .InitAsync(verb.Global.Stack(parsed, name), parsed.GetValue(provider), parsed.GetValue(copy), !parsed.GetValue(noSelect), cancel));
        return init;
    }

    private static Command Select(Verb verb)
    {
        var select = Verb.Named("select", "Make a stack the one that commands are about which do not name one", ("e3 stack select dev", "from now on dev"), ("e3 stack select --create try", "make it if it is not there"));
        var (name, provider) = (GlobalOptions.StackArgument(), SecretsProvider());
        var create = new Option<bool>("--create", "-c") { Description = "Make the stack if it is not there" };
        select.Arguments.Add(name);
        select.Options.Add(create);
        select.Options.Add(provider);
        verb.Runs(select, (host, parsed, cancel) => new StackInitVerb(host)
            .SelectAsync(verb.Global.Stack(parsed, name), parsed.GetValue(create), parsed.GetValue(provider), cancel));
        return select;
    }

    private static Command Unselect(Verb verb)
    {
        var unselect = Verb.Named("unselect", "Select no stack: commands are about 'local' again");
        verb.Runs(unselect, (host, _, cancel) => new StackInitVerb(host).UnselectAsync(cancel));
        return unselect;
    }

    private static Command List(Verb verb)
    {
        var list = Verb.Named("ls", "List the stacks that have a state", ("e3 stack ls", "this project's"), ("e3 stack ls --all --json", "every project's, for a program"));
        list.Aliases.Add("list");
        var all = new Option<bool>("--all", "-a") { Description = "Every project's stacks" };
        var project = new Option<string?>("--project", "-p") { Description = "Another project's stacks", HelpName = "name" };
        var json = Json();
        list.Options.Add(all);
        list.Options.Add(project);
        list.Options.Add(json);
        verb.Runs(list, (host, parsed, cancel) => new StackListVerb(host).RunAsync(parsed.GetValue(project), parsed.GetValue(all), parsed.GetValue(json), cancel));
        return list;
    }

    private static Command Output(Verb verb)
    {
        var output = Verb.Named("output", "Print what the stack's program gave out: its hosts, overlays and measurements",
            ("e3 stack output", "all of it, secrets masked"),
            ("e3 stack output hosts --json", "one output, for a program"),
            ("e3 stack output --json --show-secrets", "with secrets in clear"));
        var name = new Argument<string?>("name") { Description = "One output only", Arity = ArgumentArity.ZeroOrOne };
        var json = Json();
        var shell = new Option<bool>("--shell") { Description = "Print lines that a shell reads: name=value" };
        var secrets = new Option<bool>("--show-secrets") { Description = "Print secrets in clear" };
        output.Arguments.Add(name);
        output.Options.Add(json);
        output.Options.Add(shell);
        output.Options.Add(secrets);
        output.Validators.Add(result =>
        {
            if (result.GetValue(json) && result.GetValue(shell))
            {
                result.AddError("only one of --json and --shell may be set.");
            }
        });
        verb.Runs(output, (host, parsed, cancel) => new StackOutputVerb(host, verb.Global.Stack(parsed))
            .RunAsync(parsed.GetValue(name), parsed.GetValue(json), parsed.GetValue(shell), parsed.GetValue(secrets), cancel));
        return output;
    }

    private static Command History(Verb verb)
    {
        var history = Verb.Named("history", "Show what was done to the stack, the latest first", ("e3 stack history --page-size 3", "the last three updates"));
        history.Aliases.Add("hist");
        var (json, secrets) = (Json(), new Option<bool>("--show-secrets") { Description = "Print secret settings in clear" });
        var dates = new Option<bool>("--full-dates") { Description = "Dates instead of how long ago" };
        var size = new Option<int>("--page-size") { Description = "How many at a time; 0 for all", DefaultValueFactory = _ => 10, HelpName = "n" };
        var page = new Option<int>("--page") { Description = "Which page", DefaultValueFactory = _ => 1, HelpName = "n" };
        foreach (var option in new Option[] { json, secrets, dates, size, page })
        {
            history.Options.Add(option);
        }

        verb.Runs(history, (host, parsed, cancel) => new StackHistoryVerb(host, verb.Global.Stack(parsed)).RunAsync(
            parsed.GetValue(json), parsed.GetValue(secrets), parsed.GetValue(dates), parsed.GetValue(size), parsed.GetValue(page), cancel));
        return history;
    }

    private static Command Export(Verb verb)
    {
        var export = Verb.Named("export", "Print the stack's state as JSON, as stack import and the official command read it",
            ("e3 stack export --file state.json", "secrets stay encrypted"), ("e3 stack export --version 3", "what the third update left"));
        var file = new Option<string?>("--file") { Description = "Write to this file", HelpName = "file" };
        var version = new Option<int?>("--version") { Description = "What an earlier update left, as stack history counts them", HelpName = "n" };
        var secrets = new Option<bool>("--show-secrets") { Description = "Write secrets in clear" };
        export.Options.Add(file);
        export.Options.Add(version);
        export.Options.Add(secrets);
        verb.Runs(export, (host, parsed, cancel) => new StackExportVerb(host, verb.Global.Stack(parsed))
            .ExportAsync(parsed.GetValue(file), parsed.GetValue(version), parsed.GetValue(secrets), cancel));
        return export;
    }

    private static Command Import(Verb verb)
    {
        var import = Verb.Named("import", "Replace the stack's state by an exported one; the state before is among the backups",
            ("e3 stack import --file state.json", "after a look at it"));
        var file = new Option<string?>("--file") { Description = "Read this file instead of standard input", HelpName = "file" };
        var force = new Option<bool>("--force", "-f") { Description = "Even if it is another stack's or not sound" };
        import.Options.Add(file);
        import.Options.Add(force);
        verb.Runs(import, (host, parsed, cancel) => new StackExportVerb(host, verb.Global.Stack(parsed)).ImportAsync(parsed.GetValue(file), parsed.GetValue(force), cancel));
        return import;
    }

    private static Command Rename(Verb verb)
    {
        var rename = Verb.Named("rename", "Give the stack another name; its settings file follows", ("e3 stack rename try2 --stack try", "try becomes try2"));
        var name = new Argument<string>("new-stack-name") { Description = "The new name; organization/project/name for another project" };
        rename.Arguments.Add(name);
        verb.Runs(rename, (host, parsed, cancel) => new StackRenameVerb(host, verb.Global.Stack(parsed)).RunAsync(parsed.GetRequiredValue(name), cancel));
        return rename;
    }

    private static Command Remove(Verb verb)
    {
        var remove = Verb.Named("rm", "Remove an empty stack: its state, history and settings file", ("e3 stack rm try", "after e3 destroy"), ("e3 stack rm try --force --preserve-config", "forget its resources, keep its settings"));
        remove.Aliases.Add("remove");
        remove.Aliases.Add("delete");
        var name = GlobalOptions.StackArgument();
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask" };
        var force = new Option<bool>("--force", "-f") { Description = "Even if it has resources, which are then nobody's" };
        var preserve = new Option<bool>("--preserve-config") { Description = "Keep the settings file" };
        var backups = new Option<bool>("--remove-backups") { Description = "Remove the backups too" };
        remove.Arguments.Add(name);
        foreach (var option in new[] { yes, force, preserve, backups })
        {
            remove.Options.Add(option);
        }

        verb.Runs(remove, (host, parsed, cancel) => new StackRemoveVerb(host).RunAsync(
            verb.Global.Stack(parsed, name), verb.Yes(parsed, yes), parsed.GetValue(force), parsed.GetValue(preserve), parsed.GetValue(backups), cancel));
        return remove;
    }

    private static Command ChangeSecretsProvider(Verb verb)
    {
        var change = Verb.Named("change-secrets-provider", "Encrypt the stack's secrets with another passphrase, asked for or read from standard input",
            ("e3 stack change-secrets-provider passphrase", "then set PULUMI_CONFIG_PASSPHRASE to the new one"));
        var provider = new Argument<string>("provider") { Description = "passphrase" };
        change.Arguments.Add(provider);
        verb.Runs(change, (host, parsed, cancel) => new ChangeSecretsVerb(host, verb.Global.Stack(parsed)).RunAsync(parsed.GetRequiredValue(provider), cancel));
        return change;
    }

    private static Option<bool> Json() => new("--json", "-j") { Description = "Print JSON" };

    private static Option<string?> SecretsProvider() => new("--secrets-provider") { Description = "What encrypts its secrets: passphrase", HelpName = "provider" };
}
