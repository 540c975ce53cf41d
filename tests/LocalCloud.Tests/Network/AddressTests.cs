using System.Net;
using E3.LocalCloud.Network;

namespace E3.LocalCloud.Tests.Network;

public sealed class AddressTests
{
    // Columns of /proc/net/route: Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT
    private const string Table =
        "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n"
        + "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"
        + "e3op1\t001012C6\t00000000\t0001\t0\t0\t0\t00F0FFFF\t0\t0\t0\n"
        + "*\t003012C6\t00000000\t0201\t0\t0\t1160979043\t00F0FFFF\t0\t0\t0\n"
        + "vpn0\t052112C6\t00000000\t0005\t0\t0\t0\tFFFFFFFF\t0\t0\t0\n";

    [TestCase(0, "198.18.0.1", "198.18.0.2", "198.18.15.254")]
    [TestCase(1, "198.18.16.1", "198.18.16.2", "198.18.31.254")]
    [TestCase(31, "198.19.240.1", "198.19.240.2", "198.19.255.254")]
    public void A_block_has_the_operator_first_and_hosts_after(int number, string door, string first, string last)
    {
        var block = new AddressBlock(number);
        Assert.That(block.Operator, Is.EqualTo(IPAddress.Parse(door)));
        Assert.That(block.Host(2), Is.EqualTo(IPAddress.Parse(first)));
        Assert.That(block.Host(AddressBlock.LastPlace), Is.EqualTo(IPAddress.Parse(last)));
        Assert.That(block.Network.Contains(block.Host(AddressBlock.LastPlace)), Is.True);
        Assert.That(() => block.Host(1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [TestCase(0, null)]
    [TestCase(1, "198.18.16.0/20 e3op1")]
    [TestCase(2, "198.18.33.5/32 vpn0")]
    [TestCase(3, "198.18.48.0/20 (reserved by another local cloud)")]
    [TestCase(4, null)]
    public void A_route_inside_or_around_a_block_takes_it_and_the_default_route_does_not(int number, string? taken) =>
        Assert.That(Routes.Read(Table).FirstOrDefault(route => route.Overlaps(new AddressBlock(number).Network))?.ToString(), Is.EqualTo(taken));
}
