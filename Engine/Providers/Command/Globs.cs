using System.IO.Enumeration;
using System.Text;
using System.Text.RegularExpressions;

namespace E3.Engine.Providers.Command;

/// <summary>
/// Files by pattern: <c>*</c> is anything but a slash, <c>**</c> anything, <c>?</c> one character, <c>[abc]</c> one of them, <c>{a,b}</c>
/// either; a pattern with <c>!</c> before it takes files away that earlier ones found.
/// </summary>
internal static class Globs
{
    /// <summary>The files under a folder that the patterns choose, relative to it, in order.</summary>
    public static IEnumerable<string> Find(string folder, IReadOnlyList<string> patterns)
    {
        var rules = patterns.Select(pattern => (Exclude: pattern.StartsWith('!'), Regex: ToRegex(pattern.StartsWith('!') ? pattern[1..] : pattern))).ToList();
        // A link to a folder may lead in a circle.
        var files = new FileSystemEnumerable<string>(folder, static (ref entry) => entry.ToFullPath(), new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        {
            ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory,
            ShouldRecursePredicate = static (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
        return files.Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Where(path => rules.Aggregate(false, (chosen, rule) => rule.Regex.IsMatch(path) ? !rule.Exclude : chosen))
            .Order(StringComparer.Ordinal);
    }

    private static Regex ToRegex(string pattern)
    {
        var text = new StringBuilder("^");
        var depth = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*' when i + 1 < pattern.Length && pattern[i + 1] == '*':
                    text.Append(".*");
                    i++;
                    break;
                case '*':
                    text.Append("[^/]*");
                    break;
                case '?':
                    text.Append("[^/]");
                    break;
                case '[' when pattern.IndexOf(']', i) is > 0 and var end:
                    text.Append('[').Append(pattern[(i + 1)..end].Replace("\\", "\\\\", StringComparison.Ordinal).Replace('!', '^')).Append(']');
                    i = end;
                    break;
                case '{':
                    depth++;
                    text.Append("(?:");
                    break;
                case '}' when depth > 0:
                    depth--;
                    text.Append(')');
                    break;
                case ',' when depth > 0:
                    text.Append('|');
                    break;
                case '\\' when i + 1 < pattern.Length:
                    text.Append(Regex.Escape(pattern[++i].ToString()));
                    break;
                case var other:
                    text.Append(Regex.Escape(other.ToString()));
                    break;
            }
        }
        return depth == 0 ? new Regex(text.Append('$').ToString(), RegexOptions.CultureInvariant | RegexOptions.Singleline)
            : throw new ProviderException($"the pattern \"{pattern}\" has a {{ without a }}");
    }
}
