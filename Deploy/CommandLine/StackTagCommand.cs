using System.CommandLine;
using E3.Deploy.Verbs.Stacks;

namespace E3.Deploy.CommandLine;

/// <summary><c>e3 stack tag</c>.</summary>
internal static class StackTagCommand
{
    public static Command Build(Verb verb)
    {
        var tag = Verb.Named("tag", "Look at and change the stack's tags", ("e3 stack tag set owner alice", "one"), ("e3 stack tag ls", "all of them"));
        var list = Verb.Named("ls", "List the tags");
        list.Aliases.Add("list");
        var json = new Option<bool>("--json", "-j") { Description = "Print JSON" };
        list.Options.Add(json);
        verb.Runs(list, (host, parsed, cancel) => new StackTagVerb(host, verb.Global.Stack(parsed)).ListAsync(parsed.GetValue(json), cancel));
        var get = Verb.Named("get", "Print one tag");
        var name = Name();
        get.Arguments.Add(name);
        verb.Runs(get, (host, parsed, cancel) => new StackTagVerb(host, verb.Global.Stack(parsed)).GetAsync(parsed.GetRequiredValue(name), cancel));
        var set = Verb.Named("set", "Set one tag");
        var (setName, value) = (Name(), new Argument<string>("value") { Description = "The tag's value" });
        set.Arguments.Add(setName);
        set.Arguments.Add(value);
        verb.Runs(set, (host, parsed, cancel) => new StackTagVerb(host, verb.Global.Stack(parsed)).SetAsync(parsed.GetRequiredValue(setName), parsed.GetRequiredValue(value), cancel));
        var remove = Verb.Named("rm", "Remove one tag");
        remove.Aliases.Add("remove");
        var removed = Name();
        remove.Arguments.Add(removed);
        verb.Runs(remove, (host, parsed, cancel) => new StackTagVerb(host, verb.Global.Stack(parsed)).SetAsync(parsed.GetRequiredValue(removed), null, cancel));
        foreach (var command in new[] { list, get, set, remove })
        {
            tag.Subcommands.Add(command);
        }

        return tag;
    }

    private static Argument<string> Name() => new("name") { Description = "The tag's name" };
}
