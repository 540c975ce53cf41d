using System.Text.Json;
using E3.Benchmarks.Results;

namespace E3.Benchmarks.Tests.Results;

public class SummaryTests
{
    [Test]
    public void The_least_time_is_rounds_and_opening_times_half_the_slowest_round_trip_of_those_who_wait()
    {
        // Of four parties with t = 1 the first three wait for one another: 146 ms between the first and the third.
        var result = Sample.Of(Sample.Valid(3.8), Sample.Valid(4.0), Sample.Valid(3.9));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.LeastSeconds, Is.EqualTo(51 * 0.146 / 2).Within(1e-9));
            Assert.That(result.MedianSeconds, Is.EqualTo(3.9));
            Assert.That(result.SpreadSeconds, Is.EqualTo(new Spread(3.8, 4.0)));
            Assert.That(result.Ratio, Is.EqualTo(3.9 / (51 * 0.073)).Within(1e-9));
            Assert.That(result.Valid, Is.True);
        }
    }

    [TestCase(0, 1, ExpectedResult = null)]
    [TestCase(0, 4, ExpectedResult = null)]
    [TestCase(1, 3, ExpectedResult = 51 * 0.146 / 2)]
    public double? The_least_time_is_unknown_where_nobody_waits(int threshold, int parties) =>
        LeastTime.Seconds(50, threshold, [.. Sample.Four.Take(parties)], Sample.Matrix) is { } least ? Math.Round(least, 9) : null;

    [Test]
    public void A_repeat_that_does_not_count_changes_no_number_and_makes_the_measurement_invalid()
    {
        var result = Sample.Of(Sample.Valid(3.8), Sample.Invalid("too late"), Sample.Valid(4.0), Sample.Invalid("too late"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.MedianSeconds, Is.EqualTo(3.9).Within(1e-9));
            Assert.That(result.SpreadSeconds, Is.EqualTo(new Spread(3.8, 4.0)));
            Assert.That(result.Valid, Is.False);
            Assert.That(result.Reason, Is.EqualTo("2 of 4 repeats not valid: too late"));
        }
    }

    [Test]
    public void Without_rounds_there_is_no_least_time()
    {
        var result = Sample.Of(Sample.Valid(27.7, rounds: null));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.LeastSeconds, Is.Null);
            Assert.That(result.Ratio, Is.Null);
            Assert.That(result.Valid, Is.True);
        }
    }

    [Test]
    public void A_result_of_another_version_is_refused() => Assert.That(
        () => MeasurementResult.Parse((Sample.Of(Sample.Valid(1)) with { Version = 2 }).ToJson()),
        Throws.TypeOf<JsonException>().With.Message.Contains("version 2"));

    // What a stack's outputs do to a result: a property that is null does not come back.
    [Test]
    public void A_result_is_read_without_its_nulls()
    {
        var result = Sample.Of(Sample.Valid(1));
        var json = System.Text.Json.Nodes.JsonNode.Parse(result.ToJson())!;
        foreach (var repeat in json["repeats"]!.AsArray())
            Assert.That(repeat!.AsObject().Remove("reason"), Is.True);

        Assert.That(MeasurementResult.Parse(json.ToJsonString()).ToJson(), Is.EqualTo(result.ToJson()));
    }
}
