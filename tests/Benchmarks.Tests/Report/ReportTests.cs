using E3.Benchmarks.Report;
using E3.Benchmarks.Results;
using E3.Benchmarks.Tests.Results;
using Spectre.Console.Rendering;
using Spectre.Console.Testing;

namespace E3.Benchmarks.Tests.Report;

public class ReportTests
{
    [Test]
    public void A_table_has_a_row_for_each_result_and_a_note_for_each_reason()
    {
        var valid = Sample.Of(Sample.Valid(3.801), Sample.Valid(3.912), Sample.Valid(3.855));
        var late = Sample.Of(Sample.Valid(3.9), Sample.Invalid("this machine could not hold the network's times")) with { Overlay = "wireguard" };
        var unknown = Sample.Of(Sample.Valid(27.7, rounds: null, bytes: 18_600_000)) with { Job = "secretsanta [8]" };
        var skipped = (Sample.Of() with { Job = "santa", Reason = "python3 is missing on a-1: install it there" }) with { Status = MeasurementStatus.Skipped };
        Assert.That(Shown(ResultsTable.Of([valid, late, unknown, skipped])), Is.EqualTo("""
            ╭───────────┬────────────────┬─────────┬───────────┬───────────────┬────────┬─────────┬──────────┬───────┬─────────────╮
            │ overlay   │ job            │ parties │ median, s │     spread, s │ rounds │   bytes │ least, s │ ratio │ valid       │
            ├───────────┼────────────────┼─────────┼───────────┼───────────────┼────────┼─────────┼──────────┼───────┼─────────────┤
            │ direct    │ floor          │       4 │     3.855 │   3.801–3.912 │     50 │ 29.4 kB │    3.723 │  1.04 │ yes         │
            │ wireguard │ floor          │       4 │     3.900 │   3.900–3.900 │     50 │ 29.4 kB │    3.723 │  1.05 │ no [1]      │
            │ direct    │ secretsanta    │       4 │    27.700 │ 27.700–27.700 │      – │ 18.6 MB │        – │     – │ yes         │
            │           │ [8]            │         │           │               │        │         │          │       │             │
            │ direct    │ santa          │       4 │           │               │        │         │          │       │ skipped [2] │
            ╰───────────┴────────────────┴─────────┴───────────┴───────────────┴────────┴─────────┴──────────┴───────┴─────────────╯
            [1] 1 of 2 repeats not valid: this machine could not hold the network's times
            [2] python3 is missing on a-1: install it there
            """));
    }

    [Test]
    public void A_matrix_shows_measured_beside_expected()
    {
        TimeSpan? Expected(string from, string to) => (from, to) switch
        {
            ("ams3", "nyc3") or ("nyc3", "ams3") => TimeSpan.FromMilliseconds(81),
            ("sgp1", _) => null,
            _ => TimeSpan.FromMilliseconds(100),
        };
        Assert.That(Shown(LatencyMatrix.Of(Sample.Of(Sample.Valid(1)), Expected)), Is.EqualTo("""
            round trips over direct in ms, in brackets the expected ones
            ╭───────────┬───────────────┬──────────────┬───────────────┬───────────────╮
            │ from \ to │           a-1 │          n-1 │           s-1 │           g-1 │
            ├───────────┼───────────────┼──────────────┼───────────────┼───────────────┤
            │ a-1       │               │  82.0 (81.0) │ 146.0 (100.0) │ 170.0 (100.0) │
            │ n-1       │   82.4 (81.0) │              │  70.0 (100.0) │ 240.0 (100.0) │
            │ s-1       │ 146.4 (100.0) │ 70.4 (100.0) │               │ 180.0 (100.0) │
            │ g-1       │         170.4 │        240.4 │         180.4 │               │
            ╰───────────┴───────────────┴──────────────┴───────────────┴───────────────╯
            """));
    }

    [Test]
    public void A_matrix_without_expectation_shows_what_was_measured()
    {
        var result = Sample.Of(Sample.Valid(1));
        Assert.That(Shown(LatencyMatrix.Of(result with { Parties = [.. Sample.Four.Take(2)], Matrix = [result.Matrix[0]] })), Is.EqualTo("""
            round trips over direct in ms
            ╭───────────┬─────┬──────╮
            │ from \ to │ a-1 │  n-1 │
            ├───────────┼─────┼──────┤
            │ a-1       │     │ 82.0 │
            │ n-1       │   – │      │
            ╰───────────┴─────┴──────╯
            """));
    }

    private static string Shown(IRenderable what)
    {
        using var console = new TestConsole().Width(120);
        console.Write(what);
        return string.Join('\n', console.Output.Split('\n').Select(line => line.TrimEnd())).TrimEnd();
    }
}
