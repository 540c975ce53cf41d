namespace E3.Remote;

/// <summary>What lies at a local path, as files to put on a host.</summary>
internal static class LocalFiles
{
    private const UnixFileMode FolderMode = RemoteFile.PlainMode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The file (with an empty path), or the folder and all in it. Symbolic links are followed.</summary>
    public static IEnumerable<RemoteFile> Of(string path)
    {
        if (File.Exists(path)) return [RemoteFile.OfLocal("", path)];
        if (Directory.Exists(path)) return Inside(new DirectoryInfo(path), "");
        throw new FileNotFoundException($"there is no file or folder {path} to copy", path);
    }

    /// <summary>The mode of a file or folder; where files have none, what is usual.</summary>
    public static UnixFileMode ModeOf(string path) =>
        OperatingSystem.IsWindows() ? Directory.Exists(path) ? FolderMode : RemoteFile.PlainMode : File.GetUnixFileMode(path);

    private static IEnumerable<RemoteFile> Inside(DirectoryInfo folder, string prefix)
    {
        yield return new RemoteFile(prefix, null, ModeOf(folder.FullName));
        foreach (var entry in folder.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var path = prefix.Length == 0 ? entry.Name : $"{prefix}/{entry.Name}";
            if (Directory.Exists(entry.FullName))
            {
                foreach (var inner in Inside(new DirectoryInfo(entry.FullName), path)) yield return inner;
            }
            else
            {
                yield return RemoteFile.OfLocal(path, entry.FullName);
            }
        }
    }
}
