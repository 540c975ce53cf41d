using System.Security.Cryptography;

namespace E3.LocalCloud.Api.Spaces;

/// <summary>A file with the content of an object or a part.</summary>
internal sealed record ObjectFile(string Name, long Size, byte[] Md5);

/// <summary>The folder with the content of objects: DIR/spaces, one file each, named by chance.</summary>
internal sealed class ObjectFiles(string root)
{
    private string Folder { get; } = Path.Combine(root, "spaces");

    /// <summary>Writes a file; it is on the disk when this returns, and not there when it throws.</summary>
    public async Task<ObjectFile> WriteAsync(Func<Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask>, Task> content, CancellationToken cancel)
    {
        Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var name = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var path = Path.Combine(Folder, name);
#pragma warning disable CA5351 // What S3 calls an object's ETag, not a protection.
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
#pragma warning restore CA5351
        try
        {
            long size = 0;
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Options = FileOptions.Asynchronous,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            await using (var stream = new FileStream(path, options))
            {
                await content(async (piece, token) =>
                {
                    md5.AppendData(piece.Span);
                    size += piece.Length;
                    await stream.WriteAsync(piece, token);
                });
                cancel.ThrowIfCancellationRequested();
                stream.Flush(flushToDisk: true);
            }

            return new ObjectFile(name, size, md5.GetHashAndReset());
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    public FileStream Open(string name) => new(
        Path.Combine(Folder, name), new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read | FileShare.Delete, Options = FileOptions.Asynchronous });

    public void Delete(IEnumerable<string> names)
    {
        foreach (var name in names)
            File.Delete(Path.Combine(Folder, name));
    }

    /// <summary>Removes what no object refers to: a server that was killed between writing a file and noting it left it.</summary>
    public void Sweep(IReadOnlySet<string> known)
    {
        if (Directory.Exists(Folder))
            Delete(Directory.EnumerateFiles(Folder).Select(path => Path.GetFileName(path)).Where(name => !known.Contains(name)).ToArray());
    }
}
