using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using E3.LocalCloud.Wan.Native;

namespace E3.LocalCloud.Wan.Devices;

/// <summary>
/// Opens things inside another network namespace. What was opened there acts there, whoever uses it. The calling thread is inside for two
/// system calls only, with nothing of the runtime in between: threads are born in the namespace of the thread that happens to start
/// them, so anything that could start one (a pool, a compiler) would leave a thread behind in there.
/// </summary>
internal static unsafe class NetworkNamespace
{
    private const int Network = 0x40000000; // CLONE_NEWNET
    private const int ReadOnlyCloseOnExec = 0x80000;
    private const int ReadWriteCloseOnExec = 0x80002;
    private const int Inet = 2;
    private const int CloseOnExec = 0x80000; // of socket(2), with its type
    private const int NoSuchFile = 2;

    /// <summary>An IPv4 socket of the given type (SOCK_STREAM, SOCK_DGRAM).</summary>
    /// <param name="path">The namespace, or null for the one this process is in.</param>
    /// <param name="type">Type as socket(2) has it.</param>
    public static int OpenSocket(string? path, int type)
    {
        var (fd, error) = Open(path, null, type | CloseOnExec);
        return fd >= 0 ? fd : throw new WanException($"opening a socket in {path}: {new Win32Exception(error).Message}");
    }

    /// <summary>A setting below <c>/proc/sys/net</c>, or −1 when there is none of this name.</summary>
    public static int OpenSetting(string? path, string file)
    {
        var (fd, error) = Open(path, file, 0);
        return fd >= 0 ? fd : error == NoSuchFile ? -1 : throw new WanException($"opening {file} in {path}: {new Win32Exception(error).Message}");
    }

    private static (int Fd, int Error) Open(string? path, string? file, int type)
    {
        const string Home = "/proc/self/ns/net";
        var home = Libc.Check(Libc.Open(Home, ReadOnlyCloseOnExec), "opening this process's network namespace");
        try
        {
            var target = Libc.Check(Libc.Open(path ?? Home, ReadOnlyCloseOnExec), $"opening the network namespace {path}");
            try
            {
                int fd, error;
                fixed (byte* name = file is null ? null : Encoding.UTF8.GetBytes(file + "\0"))
                    fd = OpenInside(target, home, name, type, &error);
                return (fd, error);
            }
            finally
            {
                _ = Libc.Close(target);
            }
        }
        finally
        {
            _ = Libc.Close(home);
        }
    }

    // Compiled in full before it is entered, and its calls leave no trace in the runtime: see above.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int OpenInside(int target, int home, byte* file, int type, int* error)
    {
        *error = 0;
        var fd = -1;
        if (Libc.SetNamespaceNow(target, Network) == 0)
            fd = file == null ? Libc.SocketNow(Inet, type, 0) : Libc.OpenNow(file, ReadWriteCloseOnExec);
        if (fd < 0)
            *error = Marshal.GetLastSystemError();
        if (Libc.SetNamespaceNow(home, Network) != 0)
            Environment.FailFast("a thread cannot leave a host's network namespace");
        return fd;
    }
}
