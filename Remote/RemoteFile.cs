namespace E3.Remote;

/// <summary>
/// A file or folder to put on a host. <paramref name="Path"/> is relative to the destination with <c>/</c> between parts (empty for
/// the destination itself); <paramref name="Open"/> gives the content, null for a folder.
/// </summary>
public sealed record RemoteFile(string Path, Func<Stream>? Open, UnixFileMode Mode)
{
    /// <summary>Read and write for the owner, read for the others.</summary>
    public const UnixFileMode PlainMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>A file with a text in it, as UTF-8.</summary>
    public static RemoteFile OfText(string path, string text) =>
        new(path, () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text), writable: false), PlainMode);

    /// <summary>A local file under another name, with its mode.</summary>
    public static RemoteFile OfLocal(string path, string localFile) => new(path, () => File.OpenRead(localFile), LocalFiles.ModeOf(localFile));

    /// <summary>A local folder's files and folders, itself first (with an empty path). Symbolic links are followed.</summary>
    public static IEnumerable<RemoteFile> InFolder(string localFolder) => LocalFiles.Of(localFolder);
}
