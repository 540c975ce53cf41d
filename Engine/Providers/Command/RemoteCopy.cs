using E3.Engine.Assets;
using E3.Engine.Properties;
using E3.Remote;

namespace E3.Engine.Providers.Command;

/// <summary>
/// Decides where a source goes, as the official provider does: a file onto a path, or into it when it is a folder; a folder into the
/// path under its own name, or its content alone when it is written with a slash at the end; assets by name beneath the path, archives
/// among them unpacked. An archive file by itself is copied as it is.
/// </summary>
internal sealed class RemoteCopy(SshSession session, LocalSources local)
{
    private enum There
    {
        Nothing,
        File,
        Folder,
    }

    public Task RunAsync(PropertyValue source, string remotePath, CancellationToken cancel) => source switch
    {
        PropertyValue.Asset { Content: { } content } => CopyTextAsync(content, remotePath, cancel),
        PropertyValue.Asset { Path: { } path } => CopyPathAsync(path, remotePath, cancel),
        PropertyValue.Archive { Path: { } path } => CopyPathAsync(path, remotePath, cancel),
        PropertyValue.Asset { Uri: { } uri } => CopyUriAsync(uri, remotePath, cancel),
        PropertyValue.Archive { Uri: { } uri } when ArchiveFormats.Of(new Uri(uri).AbsolutePath) == ArchiveFormat.None =>
            throw new AssetException($"{uri} is no archive by its name: it ends with .tar, .tgz, .tar.gz, .zip or .jar"),
        PropertyValue.Archive { Uri: { } uri } => CopyUriAsync(uri, remotePath, cancel),
        PropertyValue.Archive { Entries: not null } archive => CopyEntriesAsync(archive, remotePath, cancel),
        _ => throw new ProviderException("source is neither an asset nor an archive, or only its hash is known"),
    };

    private async Task CopyTextAsync(string content, string remotePath, CancellationToken cancel)
    {
        if (await LookAsync(remotePath, cancel) == There.Folder)
            throw new ProviderException($"{remotePath} is a folder on {session.Target}; a text needs a file's path");
        await session.PutAsync(RemoteFile.OfText("", content), remotePath, cancel);
    }

    private async Task CopyPathAsync(string path, string remotePath, CancellationToken cancel)
    {
        var from = local.Absolute(path);
        var there = await LookAsync(remotePath, cancel);
        if (!Directory.Exists(from))
        {
            if (!File.Exists(from)) throw new AssetException($"there is no file or folder {from}");
            await session.PutAsync(RemoteFile.OfLocal("", from), there == There.Folder ? Beneath(remotePath, Path.GetFileName(from)) : remotePath, cancel);
            return;
        }
        if (there == There.File) throw new ProviderException($"{remotePath} is a file on {session.Target}; a folder cannot be copied onto it");
        var into = path.EndsWith('/') ? remotePath : Beneath(remotePath, Path.GetFileName(from));
        await session.MergeAsync(RemoteFile.InFolder(from), into, cancel);
    }

    private async Task CopyUriAsync(string uri, string remotePath, CancellationToken cancel)
    {
        var name = new Uri(uri).Segments[^1].TrimEnd('/');
        var to = remotePath;
        if (await LookAsync(remotePath, cancel) == There.Folder)
        {
            to = name.Length > 0 ? Beneath(remotePath, Uri.UnescapeDataString(name))
                : throw new ProviderException($"{remotePath} is a folder on {session.Target}, and {uri} has no name for a file in it");
        }
        await session.PutAsync(RemoteFile.OfLocal("", local.PathOf(uri)) with { Mode = RemoteFile.PlainMode }, to, cancel);
    }

    private async Task CopyEntriesAsync(PropertyValue.Archive archive, string remotePath, CancellationToken cancel)
    {
        if (await LookAsync(remotePath, cancel) == There.File)
            throw new ProviderException($"{remotePath} is a file on {session.Target}; an archive needs a folder's path");
        var root = new RemoteFile("", null, RemoteFile.PlainMode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        await session.MergeAsync(local.Files(archive).Select(ToRemote).Prepend(root), remotePath, cancel);
    }

    private static RemoteFile ToRemote(ArchivedFile file)
    {
        var name = SlashPath.Clean(file.Name.TrimStart('/'));
        if (name is "." or ".." || name.StartsWith("../", StringComparison.Ordinal))
            throw new AssetException($"the archive's entry {file.Name} leads out of the folder it is to be copied to");
        return file.LocalPath is { } path ? RemoteFile.OfLocal(name, path) : new RemoteFile(name, file.Open, RemoteFile.PlainMode);
    }

    private static string Beneath(string folder, string name) => $"{folder.TrimEnd('/')}/{name}";

    private async Task<There> LookAsync(string path, CancellationToken cancel)
    {
        const string look = "if [ -d \"$E3_PATH\" ]; then echo folder; elif [ -e \"$E3_PATH\" ]; then echo file; fi";
        var result = await session.RunAsync(new RemoteCommand(look, null, new Dictionary<string, string> { ["E3_PATH"] = path }), null, cancel);
        return result.Stdout.Trim() switch { "folder" => There.Folder, "file" => There.File, _ => There.Nothing };
    }
}
