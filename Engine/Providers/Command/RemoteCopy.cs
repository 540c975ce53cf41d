using E3.Engine.Properties;
using E3.Remote;

namespace E3.Engine.Providers.Command;

/// <summary>
/// Decides where a source goes, as the official provider does: a file onto a path, or into it when it is a folder; a folder into the
/// path under its own name, or its content alone when it is written with a slash at the end.
/// </summary>
internal sealed class RemoteCopy(SshSession session, ProviderServices services)
{
    private enum There
    {
        Nothing,
        File,
        Folder,
    }

    public async Task RunAsync(PropertyValue source, string remotePath, CancellationToken cancel)
    {
        switch (source)
        {
            case PropertyValue.Asset { Content: { } content }:
                if (await LookAsync(remotePath, cancel) == There.Folder)
                    throw new ProviderException($"{remotePath} is a folder on {session.Target}; a text needs a file's path");
                await session.PutAsync(RemoteFile.OfText("", content), remotePath, cancel);
                break;
            case PropertyValue.Asset { Path: { } path }:
                await CopyPathAsync(path, remotePath, cancel);
                break;
            case PropertyValue.Archive { Path: { } path }:
                await CopyPathAsync(path, remotePath, cancel);
                break;
            case PropertyValue.Asset { Uri: { } uri }:
                await CopyUriAsync(uri, remotePath, cancel);
                break;
            case PropertyValue.Archive { Uri: { } uri }:
                await CopyUriAsync(uri, remotePath, cancel);
                break;
            case PropertyValue.Archive { Entries: { } entries }:
                if (await LookAsync(remotePath, cancel) == There.File)
                    throw new ProviderException($"{remotePath} is a file on {session.Target}; an archive needs a folder's path");
                var files = new List<RemoteFile>();
                foreach (var (name, value) in entries) files.AddRange(await EntryAsync(name, value.Reveal(), cancel));
                await session.MergeAsync(files, remotePath, cancel);
                break;
            default:
                throw new ProviderException("source is neither an asset nor an archive");
        }
    }

    private async Task CopyPathAsync(string path, string remotePath, CancellationToken cancel)
    {
        var local = Path.GetFullPath(path, services.WorkingDirectory);
        var there = await LookAsync(remotePath, cancel);
        if (!Directory.Exists(local))
        {
            await session.PutAsync(RemoteFile.OfLocal("", local), there == There.Folder ? $"{remotePath.TrimEnd('/')}/{Path.GetFileName(local)}" : remotePath, cancel);
            return;
        }
        if (there == There.File) throw new ProviderException($"{remotePath} is a file on {session.Target}; a folder cannot be copied onto it");
        var into = path.EndsWith('/') ? remotePath : $"{remotePath.TrimEnd('/')}/{Path.GetFileName(local)}";
        await session.MergeAsync(RemoteFile.InFolder(local), into, cancel);
    }

    private async Task CopyUriAsync(string uri, string remotePath, CancellationToken cancel)
    {
        var name = new Uri(uri).Segments[^1];
        var to = await LookAsync(remotePath, cancel) == There.Folder ? $"{remotePath.TrimEnd('/')}/{name}" : remotePath;
        var content = await FetchAsync(uri, cancel);
        await session.PutAsync(new RemoteFile("", () => new MemoryStream(content, writable: false), RemoteFile.PlainMode), to, cancel);
    }

    private async Task<IEnumerable<RemoteFile>> EntryAsync(string name, PropertyValue value, CancellationToken cancel)
    {
        switch (value)
        {
            case PropertyValue.Asset { Content: { } content }:
                return [RemoteFile.OfText(name, content)];
            case PropertyValue.Asset { Path: { } path }:
                return [RemoteFile.OfLocal(name, Path.GetFullPath(path, services.WorkingDirectory))];
            case PropertyValue.Asset { Uri: { } uri }:
                var fetched = await FetchAsync(uri, cancel);
                return [new RemoteFile(name, () => new MemoryStream(fetched, writable: false), RemoteFile.PlainMode)];
            case PropertyValue.Archive { Path: { } path } when Directory.Exists(Path.GetFullPath(path, services.WorkingDirectory)):
                return RemoteFile.InFolder(Path.GetFullPath(path, services.WorkingDirectory)).Select(file => file with { Path = file.Path.Length == 0 ? name : $"{name}/{file.Path}" });
            case PropertyValue.Archive { Entries: { } entries }:
                var inner = new List<RemoteFile>();
                foreach (var (child, childValue) in entries) inner.AddRange(await EntryAsync($"{name}/{child}", childValue.Reveal(), cancel));
                return inner;
            default:
                throw new ProviderException($"the archive's entry {name} is a packed archive; inside an archive only files, texts and folders can be copied");
        }
    }

    private async Task<byte[]> FetchAsync(string uri, CancellationToken cancel)
    {
        if (new Uri(uri) is { IsFile: true } file) return await File.ReadAllBytesAsync(file.LocalPath, cancel);
        using var http = services.NewHttpClient();
        try
        {
            return await http.GetByteArrayAsync(new Uri(uri), cancel);
        }
        catch (HttpRequestException error)
        {
            throw new ProviderException($"{uri} cannot be read: {error.Message}", error);
        }
    }

    private async Task<There> LookAsync(string path, CancellationToken cancel)
    {
        const string look = "if [ -d \"$E3_PATH\" ]; then echo folder; elif [ -e \"$E3_PATH\" ]; then echo file; fi";
        var result = await session.RunAsync(new RemoteCommand(look, null, new Dictionary<string, string> { ["E3_PATH"] = path }), null, cancel);
        return result.Stdout.Trim() switch { "folder" => There.Folder, "file" => There.File, _ => There.Nothing };
    }
}
