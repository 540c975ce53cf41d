using System.Runtime.InteropServices;

namespace E3.Engine.Backends;

/// <summary>Files that are whole after a power cut: written beside, flushed to the disk, renamed over, the folder flushed too.</summary>
internal static class DurableFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Replaces or makes a file. The name written beside ends in <c>.tmp</c>; one left over by a crash is overwritten.</summary>
    public static Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancel) => WriteAsync(path, content, path + ".tmp", cancel);

    /// <summary>The same with another place, on the same disk, for what is not whole yet.</summary>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, string beside, CancellationToken cancel)
    {
        var folder = Path.GetDirectoryName(path)!;
        CreateFolder(folder);
        try
        {
            var stream = Open(beside, FileMode.Create);
            await using (stream.ConfigureAwait(false))
            {
                await stream.WriteAsync(content, cancel);
                stream.Flush(flushToDisk: true);
            }
            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            // On a full disk it is in the way of what comes next.
            File.Delete(beside);
            throw;
        }
        FlushFolder(folder);
    }

    /// <summary>A file only its owner reads, open for writing without a buffer of its own.</summary>
    public static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open)
            options.UnixCreateMode = OwnerOnly;
        return new FileStream(path, options);
    }

    /// <summary>Deletes a file for good, if it is there.</summary>
    public static void Delete(string path)
    {
        if (!File.Exists(path))
            return;
        File.Delete(path);
        FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Makes a folder and those above it, each entry on the disk.</summary>
    public static void CreateFolder(string folder)
    {
        if (Directory.Exists(folder))
            return;
        var above = Path.GetDirectoryName(Path.GetFullPath(folder));
        if (above is not null)
            CreateFolder(above);
        Directory.CreateDirectory(folder);
        if (above is not null)
            FlushFolder(above);
    }

    /// <summary>Without this a rename or a new file may be gone after a power cut. .NET opens no folders, hence the system's own calls.</summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var handle = open(folder, 0);
        if (handle < 0)
            throw new IOException($"cannot open folder {folder} to flush it (error {Marshal.GetLastPInvokeError()})");
        try
        {
            if (fsync(handle) != 0)
                throw new IOException($"cannot flush folder {folder} (error {Marshal.GetLastPInvokeError()})");
        }
        finally
        {
            _ = close(handle);
        }
    }

#pragma warning disable SYSLIB1054, CA2101, IDE1006 // Three calls with plain arguments do not warrant unsafe blocks in the whole project.
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fsync(int handle);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int close(int handle);
#pragma warning restore SYSLIB1054, CA2101, IDE1006
}
