using E3.LocalCloud.Wan.Emulation;

namespace E3.LocalCloud.Tests.Wan;

public class CompensationTests
{
    [Test]
    public void Comes_to_the_average_lateness()
    {
        var compensation = new Compensation();
        for (var i = 0; i < 1000; i++)
            compensation.Learn(i % 2 == 0 ? 100_000 : 120_000);

        Assert.That(compensation.Nanoseconds, Is.EqualTo(110_000).Within(2_000));
    }

    [Test]
    public void One_hiccup_of_a_second_moves_it_by_less_than_ten_microseconds()
    {
        var compensation = new Compensation();
        for (var i = 0; i < 1000; i++)
            compensation.Learn(100_000);
        compensation.Learn(1_000_000_000);

        Assert.That(compensation.Nanoseconds, Is.EqualTo(100_000).Within(10_000));
    }
}
