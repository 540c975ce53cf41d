using System.CommandLine;
using E3.Deploy.Verbs;

namespace E3.Deploy.CommandLine;

/// <summary><c>e3 plugin</c>, for programs that install the plugins they need before they run a stack.</summary>
internal static class PluginCommand
{
    public static Command Build(Verb verb)
    {
        var plugin = Verb.Named("plugin", "List the packages whose providers are built in, which is all there are: E3 runs no plugins",
            ("e3 plugin ls", "the packages, each with the version of its resources"),
            ("e3 plugin install resource digitalocean 4.76.0", "nothing to do, for what is built in"));
        plugin.Subcommands.Add(List(verb));
        plugin.Subcommands.Add(Install(verb));
        plugin.Subcommands.Add(Remove(verb));
        return plugin;
    }

    /// <summary><c>e3 install</c>, which programs call before they run a stack.</summary>
    public static Command BuildInstall(Verb verb)
    {
        var install = new Command("install", "Say that there is nothing to install: e3 builds its program itself when it runs it, and providers are built in") { Hidden = true };
        foreach (var flag in new Option[]
        {
            new Option<bool>("--no-dependencies"), new Option<bool>("--no-plugins"), new Option<bool>("--reinstall"), new Option<bool>("--use-language-version-tools"), new Option<int?>("--parallel"),
        })
        {
            install.Options.Add(flag);
        }

        verb.Runs(install, (host, _, _) => Task.FromResult(new PluginVerb(host).Install(null, null, null)));
        return install;
    }

    private static Command List(Verb verb)
    {
        var list = Verb.Named("ls", "List the packages whose providers are built in", ("e3 plugin ls --json", "for a program"));
        list.Aliases.Add("list");
        var json = new Option<bool>("--json", "-j") { Description = "Print JSON" };
        list.Options.Add(json);
        list.Options.Add(new Option<bool>("--project", "-p") { Hidden = true }); // a project has no others
        verb.Runs(list, (host, parsed, _) => Task.FromResult(new PluginVerb(host).List(parsed.GetValue(json))));
        return list;
    }

    private static Command Install(Verb verb)
    {
        var install = Verb.Named("install", "Say whether the provider of a package is there; nothing is ever fetched",
            ("e3 plugin install resource command 1.2.1", "it is built in"));
        var (kind, name, version) = Arguments(install, "Its version; that which is built in stands for each");
        foreach (var flag in new Option[] { new Option<bool>("--exact"), new Option<bool>("--reinstall"), new Option<string?>("--server"), new Option<int?>("--parallel") })
        {
            flag.Hidden = true;
            install.Options.Add(flag);
        }

        RefusedFlags.AddTo(install, ["--file", "-f", "--checksum"], "its providers are built in, and no other program is run in their place");
        verb.Runs(install, (host, parsed, _) => Task.FromResult(
            new PluginVerb(host).Install(parsed.GetValue(kind), parsed.GetValue(name), parsed.GetValue(version))));
        return install;
    }

    private static Command Remove(Verb verb)
    {
        var remove = Verb.Named("rm", "Remove nothing: what is built in stays, and nothing else is there");
        remove.Aliases.Add("remove");
        remove.Aliases.Add("delete");
        var (kind, name, _) = Arguments(remove, "Its version, or a range");
        var all = new Option<bool>("--all", "-a") { Description = "Every plugin" };
        remove.Options.Add(all);
        remove.Options.Add(new Option<bool>("--yes", "-y") { Description = "Do not ask" });
        verb.Runs(remove, (host, parsed, _) => Task.FromResult(
            new PluginVerb(host).Remove(parsed.GetValue(kind), parsed.GetValue(name), parsed.GetValue(all))));
        return remove;
    }

    private static (Argument<string?> Kind, Argument<string?> Name, Argument<string?> Version) Arguments(Command command, string version)
    {
        var arguments = (Optional("kind", "resource"), Optional("name", "The package"), Optional("version", version));
        command.Arguments.Add(arguments.Item1);
        command.Arguments.Add(arguments.Item2);
        command.Arguments.Add(arguments.Item3);
        return arguments;

        static Argument<string?> Optional(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.ZeroOrOne };
    }
}
