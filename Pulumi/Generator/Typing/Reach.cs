using Pulumi.Generator.Schema;

namespace Pulumi.Generator.Typing;

/// <summary>Which types of the package properties hold, in themselves or in the properties of those types.</summary>
internal sealed class Reach(Shapes shapes)
{
    /// <param name="owner">What has the properties, for errors.</param>
    /// <param name="properties">The properties.</param>
    public HashSet<string> From(string owner, IEnumerable<KeyValuePair<string, PropertySpec>> properties)
    {
        var found = new HashSet<string>();
        var waiting = new Stack<(string Owner, IEnumerable<KeyValuePair<string, PropertySpec>> Properties)>([(owner, properties)]);
        while (waiting.TryPop(out var some))
        {
            foreach (var (name, property) in some.Properties)
            {
                var parts = shapes.Of(property, $"{some.Owner}.{name}").Parts();
                foreach (var token in parts.Select(TokenOf).OfType<string>().Where(found.Add))
                {
                    waiting.Push((token, shapes.Definition(token).Properties));
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
