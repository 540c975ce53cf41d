using System.Buffers.Binary;
using System.Net;
using System.Text;
using E3.LocalCloud.Wan.Native;

namespace E3.LocalCloud.Wan.Devices;

/// <summary>struct ifreq and the requests of netdevice(7) which settle an interface.</summary>
internal sealed unsafe class InterfaceRequest : IDisposable
{
    public const int Size = 40;
    private const int NameSize = 16;
    private const short Inet = 2;
    private const int Datagram = 2;
    private const nuint GetFlags = 0x8913, SetFlags = 0x8914, SetAddress = 0x8916, SetMask = 0x891c, SetMtu = 0x8922, SetQueueLength = 0x8943;
    private const short UpAndRunning = 0x41;

    private readonly string _name;
    private readonly int _socket;

    /// <param name="namespacePath">Where the interface is, or null for the namespace of this process.</param>
    /// <param name="name">Its name there.</param>
    public InterfaceRequest(string? namespacePath, string name)
    {
        _name = name;
        _socket = NetworkNamespace.OpenSocket(namespacePath, Datagram);
    }

    /// <summary>Bytes of the request, the name in place and the rest zero.</summary>
    public static byte[] Named(string name)
    {
        var request = new byte[Size];
        if (name.Length is 0 or >= NameSize || Encoding.ASCII.GetBytes(name, request) != name.Length || name.Contains('/', StringComparison.Ordinal))
            throw new WanException($"'{name}' is no name for an interface: 1 to {NameSize - 1} characters");
        return request;
    }

    public void Up()
    {
        var request = Named(_name);
        Do(GetFlags, request, "reading the flags");
        BinaryPrimitives.WriteInt16LittleEndian(request.AsSpan(NameSize), (short)(BitConverter.ToInt16(request, NameSize) | UpAndRunning));
        Do(SetFlags, request, "bringing up");
    }

    public void Mtu(int bytes) => Do(SetMtu, With(bytes), "setting the MTU");

    public void QueueLength(int packets) => Do(SetQueueLength, With(packets), "setting the queue length");

    public void Address(IPAddress address, int prefixLength)
    {
        Do(SetAddress, With(address), $"setting the address {address}");
        Do(SetMask, With(new IPAddress(BinaryPrimitives.ReverseEndianness(uint.MaxValue << (32 - prefixLength)))), $"setting the prefix /{prefixLength}");
    }

    public void Dispose() => _ = Libc.Close(_socket);

    private byte[] With(int value)
    {
        var request = Named(_name);
        BitConverter.TryWriteBytes(request.AsSpan(NameSize), value);
        return request;
    }

    private byte[] With(IPAddress address)
    {
        var request = Named(_name);
        BitConverter.TryWriteBytes(request.AsSpan(NameSize), Inet);
        address.TryWriteBytes(request.AsSpan(NameSize + 4), out _);
        return request;
    }

    private void Do(nuint code, byte[] request, string what)
    {
        fixed (byte* bytes = request)
            _ = Libc.Check(Libc.Ioctl(_socket, code, bytes), $"{what} of the interface {_name}");
    }
}
