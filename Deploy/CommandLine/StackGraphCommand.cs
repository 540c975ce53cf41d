using System.CommandLine;
using E3.Deploy.Verbs.Stacks;

namespace E3.Deploy.CommandLine;

/// <summary><c>e3 stack graph</c>.</summary>
internal static class StackGraphCommand
{
    public static Command Build(Verb verb)
    {
        var graph = Verb.Named("graph", "Write what depends on what as a graph in the DOT language, which Graphviz draws",
            ("e3 stack graph stack.dot && dot -Tsvg stack.dot -o stack.svg", "draw it"));
        var file = new Argument<string>("filename") { Description = "The file to write" };
        var noParents = new Option<bool>("--ignore-parent-edges") { Description = "Without the edges from children to their parents" };
        var noDependencies = new Option<bool>("--ignore-dependency-edges") { Description = "Without the edges from what is needed to what needs it" };
        var shortNames = new Option<bool>("--short-node-name") { Description = "Names instead of URNs" };
        var dependencyColour = Colour("--dependency-edge-color", "#246C60", "dependencies");
        var parentColour = Colour("--parent-edge-color", "#AA6639", "parents");
        var fragment = new Option<string?>("--dot-fragment") { Description = "DOT to begin the graph with, such as rankdir=LR", HelpName = "dot" };
        graph.Arguments.Add(file);
        foreach (var option in new Option[] { noParents, noDependencies, shortNames, dependencyColour, parentColour, fragment })
        {
            graph.Options.Add(option);
        }

        verb.Runs(graph, (host, parsed, cancel) => new StackGraphVerb(host, verb.Global.Stack(parsed))
        {
            Parents = !parsed.GetValue(noParents),
            Dependencies = !parsed.GetValue(noDependencies),
            ShortNames = parsed.GetValue(shortNames),
            DependencyColour = parsed.GetRequiredValue(dependencyColour),
            ParentColour = parsed.GetRequiredValue(parentColour),
            Fragment = parsed.GetValue(fragment),
        }.RunAsync(parsed.GetRequiredValue(file), cancel));
        return graph;
    }

    private static Option<string> Colour(string name, string colour, string what) =>
        new(name) { Description = $"Colour of the edges of {what}", DefaultValueFactory = _ => colour, HelpName = "colour" };
}
