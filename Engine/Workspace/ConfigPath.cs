using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace E3.Engine.Workspace;

/// <summary>
/// A setting, or a value within one: the key and then keys (<see cref="string"/>) and indexes (<see cref="int"/>), written
/// <c>regions.ams3</c>, <c>jobs[0].rounds</c> or <c>names["with.dot"]</c>
/// (<see href="https://www.pulumi.com/docs/iac/concepts/config/#structured-configuration"/>).
/// </summary>
public sealed record ConfigPath(ConfigKey Key, ImmutableArray<object> Within)
{
    /// <summary>Reads a key, and with <paramref name="asPath"/> what follows its first dot or bracket as a path within its value.</summary>
    /// <param name="text">What a person wrote.</param>
    /// <param name="project">The project's name, the namespace of a bare key.</param>
    /// <param name="asPath">Whether dots and brackets mean a path (<c>--path</c>) or are part of the name.</param>
    /// <exception cref="WorkspaceException">The text is not a key or not a path.</exception>
    public static ConfigPath Parse(string text, string project, bool asPath)
    {
        var end = asPath ? text.IndexOfAny(['.', '[']) : -1;
        if (end == 0 && text[0] == '[' && Bracket(text, 0) is (string quoted, var next))
        {
            return new ConfigPath(ConfigKey.Parse(quoted, project), Segments(text, next));
        }

        return end < 0
            ? new ConfigPath(ConfigKey.Parse(text, project), [])
            : new ConfigPath(ConfigKey.Parse(text[..end], project), Segments(text, end));
    }

    private static ImmutableArray<object> Segments(string text, int at)
    {
        var segments = ImmutableArray.CreateBuilder<object>();
        while (at < text.Length)
        {
            if (text[at] == '[')
            {
                (var segment, at) = Bracket(text, at);
                segments.Add(segment);
                continue;
            }

            if (text[at] != '.')
            {
                throw Malformed(text, at, "a dot or a bracket must come here");
            }

            var end = text.IndexOfAny(['.', '['], at + 1);
            var name = end < 0 ? text[(at + 1)..] : text[(at + 1)..end];
            if (name.Length == 0)
            {
                throw Malformed(text, at, "a name must follow the dot");
            }

            segments.Add(name);
            at = end < 0 ? text.Length : end;
        }

        return segments.ToImmutable();
    }

    private static (object Segment, int Next) Bracket(string text, int at)
    {
        if (at + 1 < text.Length && text[at + 1] == '"')
        {
            var name = new StringBuilder();
            for (var i = at + 2; i < text.Length; i++)
            {
                if (text[i] == '\\' && i + 1 < text.Length)
                {
                    name.Append(text[++i]);
                }
                else if (text[i] == '"')
                {
                    return i + 1 < text.Length && text[i + 1] == ']'
                        ? (name.ToString(), i + 2)
                        : throw Malformed(text, i, "']' must follow the closing quote");
                }
                else
                {
                    name.Append(text[i]);
                }
            }

            throw Malformed(text, at, "the quote is not closed");
        }

        var close = text.IndexOf(']', at);
        return close > 0 && int.TryParse(text.AsSpan(at + 1, close - at - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? (index, close + 1)
            : throw Malformed(text, at, "brackets hold an index such as [0] or a quoted name such as [\"a.b\"]");
    }

    private static WorkspaceException Malformed(string text, int at, string reason) =>
        new($"invalid configuration key '{text}': {reason} (character {at + 1}).");
}
