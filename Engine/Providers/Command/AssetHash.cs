using System.Security.Cryptography;
using System.Text;
using E3.Engine.Properties;

namespace E3.Engine.Providers.Command;

/// <summary>
/// The hash by which a change of a source is seen. An asset's is that of its bytes, as Pulumi has it; an archive's is made of the names
/// and hashes of what is in it. What is elsewhere (a URI) has none.
/// </summary>
internal static class AssetHash
{
    public static PropertyValue WithHash(PropertyValue value, string folder) => value switch
    {
        PropertyValue.Secret secret => new PropertyValue.Secret(WithHash(secret.Inner, folder)),
        PropertyValue.Asset { Hash: null } asset => asset with { Hash = Of(asset, folder) },
        PropertyValue.Archive { Hash: null } archive => archive with { Hash = Of(archive, folder) },
        _ => value,
    };

    public static string? Of(PropertyValue value, string folder) => value switch
    {
        PropertyValue.Secret secret => Of(secret.Inner, folder),
        PropertyValue.Asset { Content: { } content } => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))),
        PropertyValue.Asset { Path: { } path } => OfPath(Path.GetFullPath(path, folder)),
        PropertyValue.Archive { Path: { } path } => OfPath(Path.GetFullPath(path, folder)),
        PropertyValue.Archive { Entries: { } entries } => OfNames(entries.Select(entry => (entry.Key, Of(entry.Value, folder) ?? ""))),
        _ => null,
    };

    /// <summary>The first local path of a source where nothing is, or null.</summary>
    public static string? Missing(PropertyValue value, string folder) => value switch
    {
        PropertyValue.Asset { Path: { } path } when !File.Exists(Path.GetFullPath(path, folder)) => Path.GetFullPath(path, folder),
        PropertyValue.Archive { Path: { } path } when !Path.Exists(Path.GetFullPath(path, folder)) => Path.GetFullPath(path, folder),
        PropertyValue.Archive { Entries: { } entries } => entries.Select(entry => Missing(entry.Value.Reveal(), folder)).FirstOrDefault(missing => missing is not null),
        _ => null,
    };

    private static string OfPath(string path)
    {
        if (Directory.Exists(path))
        {
            return OfNames(Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Select(file => (Path.GetRelativePath(path, file), OfPath(file))));
        }
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static string OfNames(IEnumerable<(string Name, string Hash)> files) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(files.Select(file => $"{file.Name}\0{file.Hash}\n")))));
}
