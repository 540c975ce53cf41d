using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using E3.LocalCloud.Wan.Devices;

namespace E3.LocalCloud.Wan.Emulation;

/// <summary>What the emulator reads of a packet: struct virtio_net_hdr, then the IPv4 header.</summary>
internal static unsafe class WirePacket
{
    private const int Segmentation = 1, SegmentSize = 4, TransportStart = 6;
    private const byte TcpV4 = 1, TcpV6 = 4, UdpL4 = 5, EcnMask = 0x7f;
    private const int IPv4HeaderSize = 20, DestinationOffset = 16, UdpHeaderSize = 8;

    /// <summary>The destination, most significant byte first, or 0 when this is not IPv4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Destination(byte* block, int length)
    {
        var ip = block + TunDevice.HeaderSize;
        return length >= TunDevice.HeaderSize + IPv4HeaderSize && *ip >> 4 == 4
            ? BinaryPrimitives.ReverseEndianness(*(uint*)(ip + DestinationOffset))
            : 0;
    }

    /// <summary>Bytes this is on the wire, IP headers included: a packet to be segmented carries its headers once here, once a segment there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WireBytes(byte* block, int length)
    {
        var bytes = length - TunDevice.HeaderSize;
        var kind = block[Segmentation] & EcnMask;
        int size = *(ushort*)(block + SegmentSize);
        return kind == 0 || size == 0 ? bytes : Segmented(block, bytes, kind, size);
    }

    private static int Segmented(byte* block, int bytes, int kind, int size)
    {
        int transport = *(ushort*)(block + TransportStart);
        if (transport + IPv4HeaderSize > bytes)
            return bytes;
        var headers = transport + kind switch
        {
            TcpV4 or TcpV6 => (block[TunDevice.HeaderSize + transport + 12] >> 4) * 4,
            UdpL4 => UdpHeaderSize,
            _ => 0,
        };
        var segments = (bytes - headers + size - 1) / size;
        return bytes + Math.Max(0, segments - 1) * headers;
    }
}
