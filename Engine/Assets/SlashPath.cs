namespace E3.Engine.Assets;

/// <summary>Paths with slashes, joined and shortened as Go's package path does, for they are part of an archive's hash.</summary>
internal static class SlashPath
{
    /// <summary>Names in the order of their UTF-8 bytes, which is Go's order of strings.</summary>
    public static IComparer<string> Order { get; } = Comparer<string>.Create(static (one, other) =>
        System.Text.Encoding.UTF8.GetBytes(one).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(other)));

    public static string Join(string one, string other) => one.Length == 0 ? (other.Length == 0 ? "" : Clean(other)) : Clean(other.Length == 0 ? one : $"{one}/{other}");

    /// <summary>The shortest path that means the same; "." for none.</summary>
    public static string Clean(string path)
    {
        var rooted = path.StartsWith('/');
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count > 0 && parts[^1] != "..") parts.RemoveAt(parts.Count - 1);
            else if (!rooted) parts.Add(part);
        }
        var joined = string.Join('/', parts);
        return rooted ? "/" + joined : joined.Length == 0 ? "." : joined;
    }
}
