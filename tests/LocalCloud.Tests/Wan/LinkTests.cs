using E3.LocalCloud.Wan;
using E3.LocalCloud.Wan.Emulation;
using E3.Tests;
using FsCheck.Fluent;

namespace E3.LocalCloud.Tests.Wan;

public class LinkTests
{
    private const long Millisecond = 1_000_000;
    private const double HundredMegabits = 80; // nanoseconds a byte

    [Test]
    public void Delays_by_the_distance_and_nothing_else_without_a_rate()
    {
        var link = new Link(new LinkSetting(50 * Millisecond, 0, 0));

        for (var now = 0; now < 3; now++)
            Assert.That((link.TryTake(now, 1500, 0, out var nominal, out var due), nominal, due), Is.EqualTo((true, now + 50 * Millisecond, now + 50 * Millisecond)));
    }

    [Test]
    public void Sends_one_packet_after_the_other_at_its_rate()
    {
        var link = new Link(new LinkSetting(10 * Millisecond, HundredMegabits, 100 * Millisecond));

        link.TryTake(0, 1250, 0, out var first, out _);
        link.TryTake(0, 1250, 0, out var second, out _);
        link.TryTake(5 * Millisecond, 1250, 0, out var later, out _);

        Assert.That((first, second, later), Is.EqualTo((10_100_000L, 10_200_000L, 15_100_000L)));
    }

    [Test]
    public void Drops_what_would_wait_longer_than_the_queue()
    {
        var link = new Link(new LinkSetting(0, HundredMegabits, 1 * Millisecond));
        var taken = Enumerable.Range(0, 100).Count(_ => link.TryTake(0, 1250, 0, out var _, out var _));

        // 0.1 ms each: waits of 0.0, 0.1 … 1.0 ms are allowed.
        Assert.That(taken, Is.EqualTo(11));
        Assert.That(link.TryTake(Millisecond, 1250, 0, out _, out _), Is.True, "the queue has emptied meanwhile");
    }

    [Test]
    public void Holds_its_rate_over_any_burst() =>
        Prop.ForAll(Gen.Choose(40, 65_000).ArrayOf(50).ToArbitrary(), sizes =>
        {
            var link = new Link(new LinkSetting(0, HundredMegabits, long.MaxValue / 2));
            var nominal = 0L;
            foreach (var size in sizes)
                link.TryTake(0, size, 0, out nominal, out _);
            return Math.Abs(nominal - sizes.Sum(size => (long)size) * 80) <= sizes.Length;
        }).ShouldHold();

    [Test]
    public void Never_lets_a_packet_overtake_whatever_the_compensation_and_the_profile_do() =>
        Prop.ForAll(Gen.Choose(0, 500_000).Three().ArrayOf().ToArbitrary(), steps =>
        {
            var link = new Link(new LinkSetting(Millisecond, HundredMegabits, long.MaxValue / 2));
            var (now, last) = (0L, 0L);
            foreach (var (pause, compensation, delay) in steps)
            {
                if (delay % 7 == 0)
                    link.Change(new LinkSetting(delay * 10L, 0, 0));
                link.TryTake(now += pause, 100, compensation, out var nominal, out var due);
                if (due < last || due < nominal - compensation)
                    return false;
                last = due;
            }
            return true;
        }).ShouldHold();

    [Test]
    public void Takes_its_setting_from_the_profile()
    {
        var profile = LatencyProfile.Load("wan-100ms");

        Assert.That(LinkSetting.Between(profile, "a", "b"), Is.EqualTo(new LinkSetting(50 * Millisecond, HundredMegabits, 100 * Millisecond)));
    }
}
