namespace ApiComparison;

/// <summary>
/// A listing as Microsoft.CodeAnalysis.PublicApiAnalyzers keeps it (PublicAPI.Shipped.txt). Without nullability, and only as
/// complete as its project kept it: an assembly tells more.
/// </summary>
public static class Listing
{
    /// <summary>The lines that name members, sorted.</summary>
    /// <param name="path">The file.</param>
    public static IReadOnlyList<string> Read(string path) =>
    [
        .. File.ReadLines(path)
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && line[0] != '#')
            .Order(StringComparer.Ordinal),
    ];
}
