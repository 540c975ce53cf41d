using System.Runtime.InteropServices;

namespace E3.LocalCloud.Hosts;

/// <summary>The few system calls .NET has no method for.</summary>
internal static partial class Linux
{
    public const int Kill = 9;
    public const int Terminate = 15;
    private const int NoSuchProcess = 3;

    /// <summary>Whether this process may do what only root may.</summary>
    public static bool IsRoot => EffectiveUser() == 0;

    /// <summary>Sends a signal; a process that is gone already is no error.</summary>
    public static void Signal(int pid, int signal)
    {
        if (Send(pid, signal) != 0 && Marshal.GetLastPInvokeError() is var error and not NoSuchProcess)
            throw new CloudException($"process {pid} cannot be sent signal {signal}: error {error}");
    }

    /// <summary>Marks a folder of an upper layer opaque: nothing of the layers below shows in it.</summary>
    public static void MakeOpaque(string folder)
    {
        if (SetAttribute(folder, "trusted.overlay.opaque", "y"u8, 1, 0) != 0)
            throw new CloudException(
                $"{folder} cannot be marked as opaque for overlayfs: error {Marshal.GetLastPInvokeError()}. "
                + "Is the file system of the cloud's folder one that can be an overlay's upper layer (ext4, xfs, btrfs, tmpfs)?");
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Send(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "lsetxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetAttribute(string path, string name, ReadOnlySpan<byte> value, nuint size, int flags);
}
