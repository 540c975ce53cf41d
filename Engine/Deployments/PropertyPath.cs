using System.Collections.Immutable;

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
}
