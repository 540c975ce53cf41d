using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using E3.Engine.Properties;

namespace E3.Engine.Assets;

/// <summary>Assets and archives of which everything is on this machine by now.</summary>
internal sealed class LocalSources(string folder) : IDisposable
{
    // A folder of that name is Pulumi's own and never part of an archive.
    private const string BookkeepingFolder = ".pulumi";

    private readonly Dictionary<string, string> _fetched = new(StringComparer.Ordinal);
    private string? _temporary;

    /// <summary>Removes what was fetched.</summary>
    public void Dispose()
    {
        if (_temporary is not null) Directory.Delete(_temporary, recursive: true);
        _temporary = null;
    }

    /// <summary>Where to put what is behind a URI.</summary>
    public string PlaceFor(string uri)
    {
        _temporary ??= Directory.CreateTempSubdirectory("e3-assets-").FullName;
        return _fetched[uri] = Path.Combine(_temporary, $"{_fetched.Count}");
    }

    /// <summary>The content of an asset.</summary>
    public Stream Open(PropertyValue.Asset asset) => asset switch
    {
        { Path: { } path } => OpenFile(Absolute(path)),
        { Uri: { } uri } => OpenFile(PathOf(uri)),
        { Content: { } text } => new MemoryStream(Encoding.UTF8.GetBytes(text), writable: false),
        _ => throw new AssetException("an asset's content is not known, only its hash"),
    };

    /// <summary>The bytes of an archive that is packed already, or null.</summary>
    public Stream? OpenPacked(PropertyValue.Archive archive) => PackedPath(archive) is { } packed ? OpenFile(packed.Path) : null;

    /// <summary>The files of an archive in the order in which Pulumi hashes them; archives within it are unpacked.</summary>
    public IEnumerable<ArchivedFile> Files(PropertyValue.Archive archive)
    {
        if (archive.Entries is { } entries)
            return entries.OrderBy(entry => entry.Key, SlashPath.Order).SelectMany(entry => Within(entry.Key, entry.Value.Reveal()));
        if (PackedPath(archive) is { } packed)
            return packed.Format == ArchiveFormat.Zip ? Unzip(packed.Path) : Untar(packed.Path, packed.Format);
        if (archive.Path is null)
            throw new AssetException(archive.Uri is { } uri ? $"{uri} is no archive by its name: it ends with .tar, .tgz, .tar.gz, .zip or .jar" : "an archive's content is not known, only its hash");
        var root = Absolute(archive.Path);
        return Directory.Exists(root) ? Inside(root, "")
            : throw new AssetException(File.Exists(root) ? $"{root} is neither a folder nor an archive by its name: .tar, .tgz, .tar.gz, .zip or .jar" : $"there is no folder or archive {root}");
    }

    /// <summary>Where a path of an asset or archive leads.</summary>
    public string Absolute(string path) => Path.GetFullPath(path, folder);

    /// <summary>Where what is behind a URI lies.</summary>
    public string PathOf(string uri) => _fetched.TryGetValue(uri, out var path) ? path : AssetSources.LocalPath(new Uri(uri))!;

    private IEnumerable<ArchivedFile> Within(string name, PropertyValue value) => value switch
    {
        PropertyValue.Asset asset => [FileOf(name, asset)],
        PropertyValue.Archive inner => Files(inner).Select(file => file with { Name = SlashPath.Join(name, file.Name) }),
        _ => throw new AssetException($"the archive's entry {name} is neither an asset nor an archive"),
    };

    private ArchivedFile FileOf(string name, PropertyValue.Asset asset)
    {
        if (asset.Content is { } text) return new ArchivedFile(name, Encoding.UTF8.GetByteCount(text), () => Open(asset));
        var path = asset.Path is { } local ? Absolute(local) : asset.Uri is { } uri ? PathOf(uri) : null;
        return path is null ? new ArchivedFile(name, 0, () => Open(asset)) : OfLocal(name, path);
    }

    private (string Path, ArchiveFormat Format)? PackedPath(PropertyValue.Archive archive) => archive switch
    {
        { Path: { } path } when ArchiveFormats.Of(path) is var format and not ArchiveFormat.None => (Absolute(path), format),
        { Uri: { } uri } when ArchiveFormats.Of(new Uri(uri).AbsolutePath) is var format and not ArchiveFormat.None => (PathOf(uri), format),
        _ => null,
    };

    private static ArchivedFile OfLocal(string name, string path)
    {
        if (!File.Exists(path)) throw Missing(path);
        var file = new FileInfo(path);
        if (file.LinkTarget is not null) file = (FileInfo)file.ResolveLinkTarget(returnFinalTarget: true)!;
        return new ArchivedFile(name, file.Length, () => OpenFile(path)) { LocalPath = path };
    }

    private static IEnumerable<ArchivedFile> Inside(string directory, string prefix)
    {
        foreach (var entry in new DirectoryInfo(directory).EnumerateFileSystemInfos().OrderBy(entry => entry.Name, SlashPath.Order))
        {
            if (entry.Name == BookkeepingFolder) continue;
            var name = prefix.Length == 0 ? entry.Name : $"{prefix}/{entry.Name}";
            // A link to a file is the file; a link to a folder is left out, for it may lead in a circle.
            if (entry.LinkTarget is not null && Directory.Exists(entry.FullName)) continue;
            if (entry is not DirectoryInfo)
            {
                yield return OfLocal(name, entry.FullName);
                continue;
            }
            foreach (var inner in Inside(entry.FullName, name)) yield return inner;
        }
    }

    private static IEnumerable<ArchivedFile> Untar(string path, ArchiveFormat format)
    {
        using var file = OpenFile(path);
        using Stream plain = format == ArchiveFormat.TarGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var tar = new TarReader(plain);
        while (Next(tar, path) is { } entry)
        {
            if (entry.EntryType is TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes) continue;
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
                throw new AssetException($"{path} holds {entry.Name}, which is neither a file nor a folder");
            yield return new ArchivedFile(SlashPath.Clean(entry.Name), entry.Length, () => new SizedStream(entry.DataStream ?? Stream.Null, entry.Length));
        }
    }

    private static TarEntry? Next(TarReader tar, string path)
    {
        try
        {
            return tar.GetNextEntry();
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new AssetException($"{path} is no archive of the kind its name says: {error.Message}", error);
        }
    }

    private static IEnumerable<ArchivedFile> Unzip(string path)
    {
        using var zip = OpenZip(path);
        foreach (var entry in zip.Entries)
        {
            if (entry.FullName.EndsWith('/')) continue;
            yield return new ArchivedFile(SlashPath.Clean(entry.FullName), entry.Length, () => new SizedStream(entry.Open(), entry.Length));
        }
    }

    private static ZipArchive OpenZip(string path)
    {
        var file = OpenFile(path);
        try
        {
            return new ZipArchive(file, ZipArchiveMode.Read);
        }
        catch (InvalidDataException error)
        {
            file.Dispose();
            throw new AssetException($"{path} is no archive of the kind its name says: {error.Message}", error);
        }
    }

    private static FileStream OpenFile(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Missing(path);
        }
        catch (UnauthorizedAccessException error)
        {
            throw Directory.Exists(path) ? Missing(path) : new AssetException($"{path} cannot be read: {error.Message}", error);
        }
    }

    private static AssetException Missing(string path) =>
        new(Directory.Exists(path) ? $"{path} is a folder: an asset is a file, a folder is an archive" : $"there is no file {path}");
}
