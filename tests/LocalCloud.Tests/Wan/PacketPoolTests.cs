using E3.LocalCloud.Wan.Emulation;

namespace E3.LocalCloud.Tests.Wan;

public class PacketPoolTests
{
    [Test]
    public void Stops_at_its_limit_and_goes_on_when_blocks_come_back()
    {
        using var pool = new PacketPool(2 * 1024 * 1024);
        var rented = new List<int>();
        while (pool.Rent(large: true) is var packet and >= 0)
            rented.Add(packet);

        Assert.That(rented, Is.Unique.And.Count.EqualTo(2 * (1024 * 1024 / PacketPool.LargeBlock)));
        Assert.That((pool.CanRent, pool.Rent(large: false)), Is.EqualTo((false, -1)));

        rented.ForEach(pool.Return);
        Assert.That(pool.Rent(large: true), Is.Not.Negative);
    }

    [Test]
    public unsafe void Blocks_do_not_overlap()
    {
        using var pool = new PacketPool(8 * 1024 * 1024);
        var blocks = Enumerable.Range(0, 600).Select(i => (Index: pool.Rent(i % 10 == 0), Large: i % 10 == 0)).ToList();

        var ranges = blocks
            .Select(block => (From: (long)pool[block.Index].Block, Size: block.Large ? PacketPool.LargeBlock : PacketPool.SmallBlock))
            .OrderBy(range => range.From).ToList();

        Assert.That(ranges.Zip(ranges.Skip(1), (a, b) => a.From + a.Size <= b.From), Is.All.True);
    }
}
