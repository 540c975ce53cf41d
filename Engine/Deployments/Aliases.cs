using System.Collections.Immutable;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>
/// The URNs a resource may have had: those its aliases spell out, and those that follow from former names of its parent
/// (<see href="https://www.pulumi.com/docs/iac/concepts/resources/options/aliases/"/>).
/// </summary>
internal static class Aliases
{
    public static ImmutableArray<string> Resolve(Goal goal, string urn, StackReference stack, Func<string, ImmutableArray<string>> aliasesOf)
    {
        var formerParents = goal.Parent.Length == 0 ? [] : aliasesOf(goal.Parent);
        var found = new List<string>();
        foreach (var alias in goal.Aliases)
        {
            if (alias.Urn is { } whole)
            {
                found.Add(whole);
                continue;
            }
            var parents = alias.NoParent ? [""] : alias.ParentUrn is { } parent ? [parent] : formerParents.Insert(0, goal.Parent);
            found.AddRange(parents.Select(former => Urns.Create(
                alias.Stack ?? stack.Stack, alias.Project ?? stack.Project, former, alias.Type ?? goal.Type, alias.Name ?? goal.Name)));
        }
        found.AddRange(formerParents.Select(former => Urns.Create(stack.Stack, stack.Project, former, goal.Type, InheritedName(goal, former))));
        return [.. found.Where(alias => alias != urn).Distinct()];
    }

    /// <summary>A child named after its parent was, by convention, renamed with it.</summary>
    private static string InheritedName(Goal goal, string formerParent)
    {
        var parentName = Urns.Name(goal.Parent);
        return goal.Name.StartsWith(parentName, StringComparison.Ordinal) ? Urns.Name(formerParent) + goal.Name[parentName.Length..] : goal.Name;
    }
}
