using System.Runtime.InteropServices;

namespace E3.LocalCloud.State;

/// <summary>Writes a file so that a crash at any instant leaves the old content or the new, whole and on the disk.</summary>
internal static partial class DurableFile
{
    private const int OpenDirectory = 0x10000;

    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var temporary = path + ".new";
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            Options = FileOptions.Asynchronous,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        await using (var stream = new FileStream(temporary, options))
        {
            await stream.WriteAsync(content, cancel);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        SyncFolder(folder);
    }

    // The rename itself is only durable once its folder is: https://lwn.net/Articles/457667/
    private static void SyncFolder(string folder)
    {
        var handle = Open(folder, OpenDirectory);
        if (handle < 0)
            throw new IOException($"cannot open the folder {folder} to sync it: error {Marshal.GetLastPInvokeError()}");
        try
        {
            if (Sync(handle) != 0)
                throw new IOException($"cannot sync the folder {folder}: error {Marshal.GetLastPInvokeError()}");
        }
        finally
        {
            _ = Close(handle);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);
}
