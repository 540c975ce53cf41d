using Pulumi.Generator.Schema;

namespace Pulumi.Generator.Typing;

/// <summary>Which types of the package properties hold, in themselves or in the properties of those types.</summary>
internal sealed class Reach(Shapes shapes)
{
    public HashSet<string> From(IEnumerable<KeyValuePair<string, PropertySpec>> properties)
    {
        var found = new HashSet<string>();
        var waiting = new Stack<IEnumerable<KeyValuePair<string, PropertySpec>>>([properties]);
        while (waiting.TryPop(out var some))
        {
            foreach (var (name, property) in some)
            {
                foreach (var token in shapes.Of(property, name).Parts().Select(TokenOf).OfType<string>().Where(found.Add))
                {
                    waiting.Push(shapes.Definition(token).Properties);
                }
            }
        }

        return found;
    }

    private static string? TokenOf(Shape shape) => shape switch
    {
        Shape.ObjectOf type => type.Token,
        Shape.EnumOf type => type.Token,
        _ => null,
    };
}
