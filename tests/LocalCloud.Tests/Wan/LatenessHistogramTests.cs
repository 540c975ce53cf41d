using E3.LocalCloud.Wan.Emulation;
using E3.Tests;
using FsCheck.Fluent;

namespace E3.LocalCloud.Tests.Wan;

public class LatenessHistogramTests
{
    [Test]
    public void Reports_a_percentile_to_within_three_percent() =>
        Prop.ForAll(Gen.Choose(0, 5_000_000).NonEmptyListOf().ToArbitrary(), micros =>
        {
            var histogram = new LatenessHistogram();
            foreach (var value in micros)
                histogram.Record(value * 1000L);
            var counts = histogram.Snapshot();
            var sorted = micros.Order().ToList();
            return counts.Total == micros.Count && new[] { 0.5, 0.99, 1 }.All(share =>
            {
                var exact = sorted[Math.Max(1, (int)Math.Ceiling(share * sorted.Count)) - 1];
                return counts.Percentile(share) - exact is var over && over > 0 && over <= Math.Max(1, exact / 32.0 + 1);
            });
        }).ShouldHold();

    [Test]
    public void Every_bucket_begins_where_the_one_before_ends()
    {
        for (var bucket = 0; bucket < 700; bucket++)
        {
            var edge = (long)LatenessHistogram.Edge(bucket);
            Assert.That((LatenessHistogram.Bucket(edge - 1), LatenessHistogram.Bucket(edge)), Is.EqualTo((bucket, bucket + 1)));
        }
    }

    [Test]
    public void A_packet_that_left_early_counts_like_one_that_left_late()
    {
        var histogram = new LatenessHistogram();
        histogram.Record(-10_000);
        histogram.Record(10_000);

        Assert.That((histogram.Snapshot().Percentile(0.01), histogram.Snapshot().Percentile(1)), Is.EqualTo((11d, 11d)));
    }

    [Test]
    public void Tells_what_came_between_two_moments()
    {
        var histogram = new LatenessHistogram();
        histogram.Record(9_000_000);
        var before = histogram.Snapshot();
        histogram.Record(5_000);

        var between = histogram.Snapshot().Since(before);

        Assert.That((between.Total, between.Percentile(1)), Is.EqualTo((1L, 6d)));
    }

    [Test]
    public void Without_packets_nothing_is_late() => Assert.That(new LatenessHistogram().Snapshot().Percentile(0.99), Is.Zero);

    [Test]
    public void An_hour_late_is_counted_too()
    {
        var histogram = new LatenessHistogram();
        histogram.Record(3_600_000_000_000);

        Assert.That(histogram.Snapshot().Percentile(1), Is.GreaterThan(60e6));
    }
}
