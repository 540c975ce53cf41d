namespace E3.Benchmarks.Running;

/// <summary>Words for a POSIX shell.</summary>
internal static class Shell
{
    /// <summary>The word as the shell will see it, whatever is in it.</summary>
    public static string Quote(string word) => "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));
}
