using E3.Benchmarks.Mpyc;

namespace E3.Benchmarks.Tests.Mpyc;

public class MpycOutputTests
{
    [Test]
    public void Every_session_counts_and_the_programs_own_lines_remain()
    {
        var output = MpycOutput.Parse("""
            2026-01-02 03:04:05,395 Install package numpy for more functionality.
            dataset: wiki
            2026-01-02 03:04:05,635 Start MPyC runtime v0.11.2
            2026-01-02 03:04:06,061 All 3 parties connected via SSL.
            max = 60
            2026-01-02 03:04:07,430 Stop MPyC -- elapsed time: 0:01:00.368|bytes sent: 15712
            Hello world!2026-01-02 03:04:08,430 Stop MPyC -- elapsed time: 1 day, 2:00:00.500|bytes sent: 8
            """.Split('\n'));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(output.ConnectedParties, Is.EqualTo(3));
            Assert.That(output.Sessions, Is.EqualTo(2));
            Assert.That(output.Seconds, Is.EqualTo(60.368 + 86400 + 7200.5).Within(1e-6));
            Assert.That(output.Bytes, Is.EqualTo(15720));
            Assert.That(output.Results.Take(2), Is.EqualTo(new[] { "dataset: wiki", "max = 60" }));
        }
    }

    [Test]
    public void A_program_that_ran_alone_connected_nobody() =>
        Assert.That(MpycOutput.Parse(["2026-01-02 03:04:05,635 Start MPyC runtime v0.11.2", "x"]), Has.Property("ConnectedParties").Null.And.Property("Sessions").Zero);
}
