using System.Collections.Immutable;
using E3.Engine.State;

namespace E3.Engine.Deployments;

/// <summary>
/// The URNs a resource may have had: those its aliases spell out, and those that follow from the former name of its parent
/// (<see href="https://www.pulumi.com/docs/iac/concepts/resources/options/aliases/"/>).
/// </summary>
internal static class Aliases
{
    /// <summary>The candidates in the order they are tried. <paramref name="formerOf"/> gives the URN another resource was found under, or null.</summary>
    public static ImmutableArray<string> Resolve(Goal goal, string urn, StackReference stack, Func<string, string?> formerOf)
    {
        string[] own = [.. goal.Aliases.Select(alias => Collapse(alias, goal, stack, formerOf))];
        var inherited = goal.Parent.Length > 0 && formerOf(goal.Parent) is { } formerParent
            ? own.Select(alias => Inherit(Urns.Type(alias), Urns.Name(alias), goal.Parent, formerParent, stack))
                .Prepend(Inherit(goal.Type, goal.Name, goal.Parent, formerParent, stack))
            : [];
        return [.. own.Concat(inherited).Where(alias => alias != urn).Distinct()];
    }

    private static string Collapse(AliasSpec alias, Goal goal, StackReference stack, Func<string, string?> formerOf)
    {
        if (alias.Urn is { } whole)
            return whole;
        var parent = alias switch
        {
            { NoParent: true } => "",
            { ParentUrn: { } said } => formerOf(said) ?? said,
            _ => goal.Parent,
        };
        return Urns.Create(alias.Stack ?? stack.Stack, alias.Project ?? stack.Project, parent, alias.Type ?? goal.Type, alias.Name ?? goal.Name);
    }

    /// <summary>A child named after its parent was, by convention, renamed with it.</summary>
    private static string Inherit(string type, string name, string parent, string formerParent, StackReference stack)
    {
        var parentName = Urns.Name(parent);
        var formerName = name.StartsWith(parentName, StringComparison.Ordinal) ? Urns.Name(formerParent) + name[parentName.Length..] : name;
        return Urns.Create(stack.Stack, stack.Project, formerParent, type, formerName);
    }
}
