using E3.LocalCloud.Wan.Devices;
using E3.LocalCloud.Wan.Emulation;

namespace E3.LocalCloud.Tests.Wan;

public class WirePacketTests
{
    [Test]
    public void Reads_the_destination_of_IPv4_and_of_nothing_else()
    {
        var packet = Packet(40);
        new byte[] { 198, 18, 0, 7 }.CopyTo(packet, TunDevice.HeaderSize + 16);
        Assert.That(Destination(packet), Is.EqualTo(0xC6120007));

        packet[TunDevice.HeaderSize] = 0x60;
        Assert.That(Destination(packet), Is.Zero);
        Assert.That(Destination(packet[..20]), Is.Zero, "shorter than a header");
    }

    [Test]
    public void A_plain_packet_is_as_long_as_it_is() => Assert.That(WireBytes(Packet(1500)), Is.EqualTo(1500));

    [TestCase(1, 32, 52)]
    [TestCase(5, 0, 28)]
    public void A_packet_to_be_segmented_carries_its_headers_once_a_segment(byte kind, int tcpHeader, int headers)
    {
        var packet = Packet(headers + 10 * 1000 + 1);
        packet[1] = kind;
        BitConverter.TryWriteBytes(packet.AsSpan(4), (ushort)1000);
        BitConverter.TryWriteBytes(packet.AsSpan(6), (ushort)20);
        if (tcpHeader > 0)
            packet[TunDevice.HeaderSize + 20 + 12] = (byte)(tcpHeader / 4 << 4);

        Assert.That(WireBytes(packet), Is.EqualTo(10 * 1000 + 1 + 11 * headers));
    }

    [Test]
    public void A_header_that_points_outside_is_not_followed()
    {
        var packet = Packet(40);
        packet[1] = 1;
        BitConverter.TryWriteBytes(packet.AsSpan(4), (ushort)1);
        BitConverter.TryWriteBytes(packet.AsSpan(6), ushort.MaxValue);

        Assert.That(WireBytes(packet), Is.EqualTo(40));
    }

    private static byte[] Packet(int bytes)
    {
        var packet = new byte[TunDevice.HeaderSize + bytes];
        packet[TunDevice.HeaderSize] = 0x45;
        return packet;
    }

    private static unsafe uint Destination(byte[] packet)
    {
        fixed (byte* block = packet)
            return WirePacket.Destination(block, packet.Length);
    }

    private static unsafe int WireBytes(byte[] packet)
    {
        fixed (byte* block = packet)
            return WirePacket.WireBytes(block, packet.Length);
    }
}
