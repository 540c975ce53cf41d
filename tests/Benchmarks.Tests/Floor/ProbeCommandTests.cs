namespace E3.Benchmarks.Tests.Floor;

[CancelAfter(60_000)]
public class ProbeCommandTests
{
    [Test]
    public async Task Every_ordered_pair_is_measured()
    {
        var runs = await FloorProcess.RunAllAsync("probe", 4, "--exchanges 5 --deadline 20");
        var pairs = runs.SelectMany(run => run.Lines.Single().GetProperty("pairs").EnumerateArray().Select(
            pair => (From: run.Lines[0].GetProperty("party").GetInt32(), To: pair.GetProperty("to").GetInt32(),
                Least: pair.GetProperty("minMs").GetDouble(), Median: pair.GetProperty("medianMs").GetDouble()))).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(runs.Select(run => run.ExitCode), Is.All.Zero);
            Assert.That(pairs.Select(pair => (pair.From, pair.To)).Distinct().Count(), Is.EqualTo(12));
            Assert.That(pairs, Is.All.Matches<(int From, int To, double Least, double Median)>(pair => pair.Least > 0 && pair.Median >= pair.Least));
        }
    }

    [Test]
    public async Task The_pairs_that_fail_are_named_and_the_others_measured()
    {
        var peers = string.Join(',', FloorProcess.FreeAddresses(3));
        var runs = await Task.WhenAll(
            FloorProcess.RunAsync($"probe --index 0 --peers {peers} --deadline 3"), FloorProcess.RunAsync($"probe --index 1 --peers {peers} --deadline 3"));
        foreach (var (run, self) in runs.Select((run, self) => (run, self)))
        {
            var pairs = run.Lines.Single().GetProperty("pairs").EnumerateArray().ToList();
            using (Assert.EnterMultipleScope())
            {
                Assert.That(run.ExitCode, Is.EqualTo(1));
                Assert.That(run.Errors, Does.Contain($"party {self} could not reach party 2"));
                Assert.That(pairs[0].GetProperty("minMs").GetDouble(), Is.Positive);
                Assert.That(pairs[1].GetProperty("error").GetString(), Does.Contain("could not reach party 2").And.Contain("refused"));
            }
        }
    }
}
