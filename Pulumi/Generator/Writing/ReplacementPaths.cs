using Pulumi.Generator.Typing;

namespace Pulumi.Generator.Writing;

/// <summary>The properties whose change is to replace a resource, as paths: <c>triggers[*]</c>, <c>site.name</c>.</summary>
internal sealed class ReplacementPaths(Package package)
{
    public IReadOnlyList<string> Of(IEnumerable<Member> members) => [.. Of(members, "", [])];

    // Types may hold themselves: what is on the way down is not gone into again.
    private IEnumerable<string> Of(IEnumerable<Member> members, string prefix, HashSet<string> above)
    {
        foreach (var member in members)
        {
            var (path, inner) = Path(prefix + member.Wire, member.Shape);
            if (member.Spec.ReplaceOnChanges)
            {
                yield return path;
            }
            else if (inner is Shape.ObjectOf type && above.Add(type.Token))
            {
                var definition = package.Shapes.Definition(type.Token);
                foreach (var deeper in Of(package.Members(type.Token, definition.Properties, definition.Required), path + ".", above))
                {
                    yield return deeper;
                }

                above.Remove(type.Token);
            }
        }
    }

    private static (string Path, Shape Inner) Path(string name, Shape shape) => shape switch
    {
        Shape.ListOf list => Path(name + "[*]", list.Element),
        Shape.MapOf map => Path(name + ".*", map.Element),
        _ => (name, shape),
    };
}
