using System.Text.Json;
using E3.Benchmarks.Results;
using E3.Deploy.Results;
using E3.Deploy.Tests.Workspace;
using E3.Engine.Properties;

namespace E3.Deploy.Tests.Display;

public class MeasurementsReportTests
{
    [Test]
    public void Results_and_latencies_beside_the_expected_ones()
    {
        using var files = new TemporaryProject(local: "config:\n  e3:profile: wan-100ms\n");
        var screen = Screens.Of(out var output);

        MeasurementsReport.Write(screen, Outputs(Result("direct"), Result("wireguard")), files.Settings());

        Snapshot.Matches(string.Join('\n', output.ToString().ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())), "measurements");
    }

    [Test]
    public void A_stack_that_measures_nothing_has_no_report()
    {
        using var files = new TemporaryProject(local: "config: {}\n");
        var screen = Screens.Of(out var output);

        MeasurementsReport.Write(screen, null, files.Settings());
        MeasurementsReport.Write(screen, PropertyMap.Empty, files.Settings());
        MeasurementsReport.Write(screen, Story.Map(("measurements", Array.Empty<object>())), files.Settings());

        Assert.That(output.ToString(), Is.Empty);
    }

    [Test]
    public void Results_of_another_version_are_left_to_stack_output()
    {
        using var files = new TemporaryProject(local: "config: {}\n");
        var screen = Screens.Of(out var output);

        MeasurementsReport.Write(screen, Story.Map(("measurements", new object[] { Story.Map(("version", 99)) })), files.Settings());

        Assert.That(output.ToString(), Does.Contain("e3 stack output measurements"));
    }

    private static PropertyMap Outputs(params MeasurementResult[] results) =>
        PropertyMap.Empty.With("measurements", new PropertyValue.List([.. results.Select(result => Value(JsonDocument.Parse(result.ToJson()).RootElement))]));

    private static PropertyValue Value(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => new PropertyValue.Map(PropertyMap.From(json.EnumerateObject().Where(member => member.Value.ValueKind is not JsonValueKind.Null).Select(member => KeyValuePair.Create(member.Name, Value(member.Value))))),
        JsonValueKind.Array => new PropertyValue.List([.. json.EnumerateArray().Select(Value)]),
        JsonValueKind.String => new PropertyValue.Text(json.GetString()!),
        JsonValueKind.Number => new PropertyValue.Number(json.GetDouble()),
        JsonValueKind.True or JsonValueKind.False => new PropertyValue.Bool(json.GetBoolean()),
        _ => PropertyValue.Null.Value,
    };

    private static MeasurementResult Result(string overlay) => new()
    {
        Status = MeasurementStatus.Measured,
        Overlay = overlay,
        Job = "floor",
        Program = "floor, 50 rounds of 64 bytes",
        Parties = [new ResultParty("local-ams3-1", "ams3"), new ResultParty("local-nyc3-1", "nyc3"), new ResultParty("local-sgp1-1", "sgp1")],
        Threshold = 1,
        Repeats = [new Repeat(5.1, 5.3, 50, 29_376, true, null)],
        Rounds = 50,
        Bytes = 29_376,
        MedianSeconds = 5.1,
        SpreadSeconds = new Spread(5.0, 5.2),
        LeastSeconds = 5.0,
        Ratio = 1.02,
        Valid = true,
        Matrix = [new MeasuredPair("local-ams3-1", "local-nyc3-1", new RoundTrips(100.1, 100.4)), new MeasuredPair("local-nyc3-1", "local-ams3-1", new RoundTrips(100.2, 100.4))],
        StartedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
    };
}
