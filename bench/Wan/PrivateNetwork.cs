using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using E3.LocalCloud.Wan.Devices;
using E3.LocalCloud.Wan.Native;

namespace E3.Bench.Wan;

/// <summary>A network namespace without a name: it lives as long as this process holds it, so that not even kill -9 leaves one behind.</summary>
internal sealed partial class PrivateNetwork : IDisposable
{
    private const int NewNetwork = 0x40000000;
    private const int ReadOnlyCloseOnExec = 0x80000;
    private readonly int _fd;

    private PrivateNetwork(int fd) => _fd = fd;

    /// <summary>Good for any process of this user while this one lives.</summary>
    public string Path => string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{_fd}");

    public static PrivateNetwork Create()
    {
        var (unshared, fd) = (-1, -1);
        // A thread of its own, which ends inside: it cannot come back.
        var thread = new Thread(() =>
        {
            unshared = Unshare(NewNetwork);
            fd = Libc.Open("/proc/thread-self/ns/net", ReadOnlyCloseOnExec);
        });
        thread.Start();
        thread.Join();
        return unshared == 0 && fd >= 0 ? new PrivateNetwork(fd) : throw new InvalidOperationException("cannot create a network namespace");
    }

    /// <summary>A socket inside, bound to a port.</summary>
    public Socket Socket(SocketType type, int port = 0)
    {
        var socket = new Socket(new SafeSocketHandle(NetworkNamespace.OpenSocket(Path, (int)type), ownsHandle: true));
        socket.Bind(new IPEndPoint(IPAddress.Any, port));
        return socket;
    }

    public void Dispose() => _ = Libc.Close(_fd);

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static partial int Unshare(int kinds);
}
