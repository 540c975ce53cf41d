using System.Globalization;
using System.Runtime.InteropServices;
using E3.LocalCloud.Wan.Devices;
using E3.LocalCloud.Wan.Native;

namespace E3.Bench.Wan;

/// <summary>A network namespace without a name: it lives as long as this process holds it, so that not even kill -9 leaves one behind.</summary>
internal sealed partial class PrivateNetwork : IDisposable
{
    private const int NetworkNamespace = 0x40000000;
    private const int ReadOnlyCloseOnExec = 0x80000;
    private readonly int _fd;

    private PrivateNetwork(int fd) => _fd = fd;

    /// <summary>Good for any process of this user while this one lives.</summary>
    public string Path => string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{_fd}");

    public static async Task<PrivateNetwork> CreateAsync()
    {
        var fd = -1;
        await NamespaceThread.RunAsync(null, () =>
        {
            _ = Libc.Check(Unshare(NetworkNamespace), "creating a network namespace (root is needed)");
            fd = Libc.Check(Libc.Open("/proc/thread-self/ns/net", ReadOnlyCloseOnExec), "opening the new network namespace");
        });
        return new PrivateNetwork(fd);
    }

    /// <summary>Does something inside; a socket made there stays there.</summary>
    public async Task<T> InsideAsync<T>(Func<T> work)
    {
        var result = default(T);
        await NamespaceThread.RunAsync(Path, () => result = work());
        return result!;
    }

    public void Dispose() => _ = Libc.Close(_fd);

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static partial int Unshare(int kinds);
}
