using System.Collections.Immutable;
using System.Globalization;
using E3.Engine.Properties;

namespace E3.Engine.Deployments;

/// <summary>
/// A place within a resource's properties, as in <c>ignoreChanges</c>: <c>root.nested[0]["quoted"]</c>, with * for any name or index
/// (<see href="https://www.pulumi.com/docs/iac/concepts/resources/options/ignorechanges/"/>).
/// </summary>
internal sealed record PropertyPath(ImmutableArray<string> Parts)
{
    public static PropertyPath Parse(string text)
    {
        var parts = ImmutableArray.CreateBuilder<string>();
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            switch (rest[0])
            {
                case '.':
                    rest = rest[1..];
                    break;
                case '[':
                    var close = rest.StartsWith("[\"") ? rest.IndexOf("\"]") + 1 : rest.IndexOf(']');
                    if (close < 1)
                        throw new EngineException($"'{text}' is not a property path: a bracket is not closed");
                    parts.Add(rest[1..close].Trim('"').ToString());
                    rest = rest[(close + 1)..];
                    break;
                default:
                    var end = rest.IndexOfAny('.', '[');
                    parts.Add((end < 0 ? rest : rest[..end]).ToString());
                    rest = end < 0 ? default : rest[end..];
                    break;
            }
        }
        return new PropertyPath(parts.ToImmutable());
    }

    /// <summary>True when this path, with its wildcards, is the other or leads to it.</summary>
    public bool Contains(PropertyPath other) =>
        Parts.Length <= other.Parts.Length && Parts.Zip(other.Parts).All(pair => pair.First == "*" || pair.First == pair.Second);

    /// <summary>The new properties, with what this path leads to as it was in the old ones.</summary>
    public PropertyMap Restore(PropertyMap old, PropertyMap current) => Restore(Parts.AsSpan(), old, current);

    private static PropertyMap Restore(ReadOnlySpan<string> parts, PropertyMap old, PropertyMap current)
    {
        if (parts.IsEmpty)
            return old;
        var names = parts[0] == "*" ? old.Keys.Union(current.Keys).ToArray() : [parts[0]];
        foreach (var name in names)
        {
            var was = old.TryGetValue(name, out var oldValue) ? oldValue : null;
            var now = current.TryGetValue(name, out var currentValue) ? currentValue : null;
            var value = Restore(parts[1..], was, now);
            current = value is null ? current.Without(name) : current.With(name, value);
        }
        return current;
    }

    private static PropertyValue? Restore(ReadOnlySpan<string> parts, PropertyValue? old, PropertyValue? current)
    {
        if (parts.IsEmpty)
            return old;
        switch (old, current)
        {
            case (PropertyValue.Map was, PropertyValue.Map now):
                return new PropertyValue.Map(Restore(parts, was.Properties, now.Properties));
            case (PropertyValue.Secret was, PropertyValue.Secret now):
                return Restore(parts, was.Inner, now.Inner) is { } inner ? new PropertyValue.Secret(inner) : null;
            case (PropertyValue.List was, PropertyValue.List now):
                var items = now.Items.ToBuilder();
                for (var index = 0; index < Math.Min(was.Items.Length, now.Items.Length); index++)
                {
                    if (parts[0] == "*" || parts[0] == index.ToString(CultureInfo.InvariantCulture))
                        items[index] = Restore(parts[1..], was.Items[index], now.Items[index]) ?? now.Items[index];
                }
                return new PropertyValue.List(items.ToImmutable());
            default:
                return current;
        }
    }
}
