using System.Globalization;
using System.Net;
using E3.LocalCloud.Wan.Native;

namespace E3.LocalCloud.Wan.Devices;

/// <summary>
/// The emulator's end of an interface. The kernel removes the interface when this is disposed or the process dies, and it vanishes with
/// its namespace. Reads and writes are whole packets behind a header of <see cref="HeaderSize"/> bytes (struct virtio_net_hdr_mrg_rxbuf);
/// with segmentation offload a packet may be a stream's 64 KB, which pass in one call each.
/// </summary>
internal sealed class TunDevice : IDisposable
{
    public const int HeaderSize = 12;
    public const int Mtu = 1500;
    private const int QueueLength = 4096;
    private const int ReadWriteNonBlockingCloseOnExec = 0x80802;
    private const short TunNoInfoWithHeader = 0x0001 | 0x1000 | 0x4000;
    private const nuint SetInterface = 0x400454ca, SetOffload = 0x400454d0, SetHeaderSize = 0x400454d8;
    private const nuint ChecksumAndTcp = 0x01 | 0x02 | 0x04, Udp = 0x20 | 0x40;
    private static int _count;
    private int _disposed;

    private unsafe TunDevice(string name)
    {
        Fd = Libc.Check(Libc.Open("/dev/net/tun", ReadWriteNonBlockingCloseOnExec), "opening /dev/net/tun");
        try
        {
            var request = InterfaceRequest.Named(name);
            BitConverter.TryWriteBytes(request.AsSpan(16), TunNoInfoWithHeader);
            fixed (byte* bytes = request)
                _ = Libc.Check(Libc.Ioctl(Fd, SetInterface, bytes), $"creating the interface {name}");
            var size = HeaderSize;
            _ = Libc.Check(Libc.Ioctl(Fd, SetHeaderSize, &size), $"setting the packet header of {name}");
            // Segmentation of UDP is newer than Linux 6.1: without it such packets come one by one.
            if (Libc.Ioctl(Fd, SetOffload, (void*)(ChecksumAndTcp | Udp)) < 0)
                _ = Libc.Check(Libc.Ioctl(Fd, SetOffload, (void*)ChecksumAndTcp), $"switching on offloads of {name}");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public int Fd { get; }

    /// <summary>Creates an interface in this process's namespace.</summary>
    public static TunDevice Create(WanOperator door) =>
        new TunDevice(door.Interface).Settle(null, door.Interface, door.Address, door.PrefixLength);

    /// <summary>
    /// Creates an interface in a host's namespace. The device is opened out here and moved: opened inside, its descriptor would keep a
    /// deleted namespace alive.
    /// </summary>
    public static TunDevice Create(WanHost host)
    {
        _ = InterfaceRequest.Named(host.Interface);
        var passing = string.Create(CultureInfo.InvariantCulture, $"e3w{Environment.ProcessId:x}-{Interlocked.Increment(ref _count) & 0xffff:x}");
        var device = new TunDevice(passing);
        try
        {
            LinkMove.To(host.NetworkNamespace, passing, host.Interface);
        }
        catch
        {
            device.Dispose();
            throw;
        }
        return device.Settle(host.NetworkNamespace, host.Interface, host.Address, host.PrefixLength);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            _ = Libc.Close(Fd);
    }

    private TunDevice Settle(string? namespacePath, string name, IPAddress address, int prefixLength)
    {
        try
        {
            if (namespacePath is not null)
                NetworkSettings.WidenWindows(namespacePath);
            NetworkSettings.QuietIPv6(namespacePath, name);
            using var request = new InterfaceRequest(namespacePath, name);
            request.Mtu(Mtu);
            request.QueueLength(QueueLength);
            request.Address(address, prefixLength);
            request.Up();
            return this;
        }
        catch
        {
            Dispose();
            throw;
        }
    }
}
