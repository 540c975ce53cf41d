using System.CommandLine;
using E3.Deploy.Verbs.States;

namespace E3.Deploy.CommandLine;

/// <summary><c>e3 state</c>.</summary>
internal static class StateCommand
{
    public static Command Build(Verb verb)
    {
        var state = Verb.Named("state", "Edit the stack's state by hand; what the resources stand for is not touched, and the state before is among the backups",
            ("e3 state unprotect --all", "let destroy delete everything"), ("e3 state repair", "mend a state that is not sound"));
        state.Subcommands.Add(Delete(verb));
        state.Subcommands.Add(Mark(verb, "unprotect", "Let resources be deleted", (edit, urns, all, cancel) => edit.ProtectAsync(urns, all, protect: false, cancel)));
        state.Subcommands.Add(Mark(verb, "protect", "Keep resources from being deleted", (edit, urns, all, cancel) => edit.ProtectAsync(urns, all, protect: true, cancel)));
        state.Subcommands.Add(Mark(verb, "taint", "Have the next update replace resources", (edit, urns, all, cancel) => edit.TaintAsync(urns, all, taint: true, cancel)));
        state.Subcommands.Add(Mark(verb, "untaint", "Have the next update leave resources that are as the program says", (edit, urns, all, cancel) => edit.TaintAsync(urns, all, taint: false, cancel)));
        state.Subcommands.Add(Rename(verb));
        state.Subcommands.Add(Repair(verb));
        return state;
    }

    private static Command Delete(Verb verb)
    {
        var delete = Verb.Named("delete", "Forget resources, which then belong to nobody",
            ("e3 state delete 'urn:pulumi:dev::e3::digitalocean:index/tag:Tag::old'", "quoted, for the shell"));
        delete.Aliases.Add("remove");
        delete.Aliases.Add("rm");
        var (urns, all, yes) = (UrnArguments(), new Option<bool>("--all") { Description = "Every resource of the stack" }, Yes());
        var force = new Option<bool>("--force") { Description = "Protected ones too" };
        var dependents = new Option<bool>("--target-dependents") { Description = "What depends on them too" };
        delete.Arguments.Add(urns);
        foreach (var option in new[] { all, force, dependents, yes })
        {
            delete.Options.Add(option);
        }

        verb.Runs(delete, (host, parsed, cancel) => new StateVerb(host, verb.Global.Stack(parsed), verb.Yes(parsed, yes))
            .DeleteAsync(parsed.GetValue(urns) ?? [], parsed.GetValue(all), parsed.GetValue(force), parsed.GetValue(dependents), cancel));
        return delete;
    }

    private static Command Mark(
        Verb verb, string name, string description, Func<StateVerb, IReadOnlyList<string>, bool, CancellationToken, Task<int>> mark)
    {
        var command = Verb.Named(name, description, ($"e3 state {name} --all", "every resource of the stack"));
        var (urns, all, yes) = (UrnArguments(), new Option<bool>("--all") { Description = "Every resource of the stack" }, Yes());
        command.Arguments.Add(urns);
        command.Options.Add(all);
        command.Options.Add(yes);
        verb.Runs(command, (host, parsed, cancel) => mark(
            new StateVerb(host, verb.Global.Stack(parsed), verb.Yes(parsed, yes)), parsed.GetValue(urns) ?? [], parsed.GetValue(all), cancel));
        return command;
    }

    private static Command Rename(Verb verb)
    {
        var rename = Verb.Named("rename", "Give a resource another name in the state, so that a renamed one in the program is the same",
            ("e3 state rename 'urn:pulumi:dev::e3::digitalocean:index/tag:Tag::old' new", "quoted, for the shell"));
        var urn = new Argument<string>("resource-urn") { Description = "Its URN" };
        var name = new Argument<string>("new-name") { Description = "Its new name" };
        var yes = Yes();
        rename.Arguments.Add(urn);
        rename.Arguments.Add(name);
        rename.Options.Add(yes);
        verb.Runs(rename, (host, parsed, cancel) => new StateVerb(host, verb.Global.Stack(parsed), verb.Yes(parsed, yes))
            .RenameAsync(parsed.GetRequiredValue(urn), parsed.GetRequiredValue(name), cancel));
        return rename;
    }

    private static Command Repair(Verb verb)
    {
        var repair = Verb.Named("repair", "Mend a state that is not sound: order resources, take out references to what is not there; shown first",
            ("e3 state repair", "look, then answer"));
        var yes = Yes();
        repair.Options.Add(yes);
        verb.Runs(repair, (host, parsed, cancel) => new StateRepairVerb(host, verb.Global.Stack(parsed)).RunAsync(verb.Yes(parsed, yes), cancel));
        return repair;
    }

    private static Argument<string[]> UrnArguments() => new("resource-urn") { Description = "URNs (e3 stack --show-urns lists them)", Arity = ArgumentArity.ZeroOrMore };

    private static Option<bool> Yes() => new("--yes", "-y") { Description = "Do not ask" };
}
