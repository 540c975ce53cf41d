using E3.Benchmarks.Results;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace E3.Benchmarks.Report;

/// <summary>The round trips a measurement found between its parties, beside those that were expected, as a table for a terminal.</summary>
public static class LatencyMatrix
{
    // An overlay may add this much before the difference is worth a colour.
    private const double ToleratedMs = 1;
    private const double ToleratedShare = 0.05;

    /// <summary>
    /// Round trips in milliseconds, the shortest of a few, a row for each party that measured and a column for each that answered.
    /// </summary>
    /// <param name="result">The measurement.</param>
    /// <param name="expected">The round trip expected between two regions, null where it is unknown; null when nothing is expected.</param>
    public static IRenderable Of(MeasurementResult result, Func<string, string, TimeSpan?>? expected = null)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumn(new TableColumn("from \\ to").NoWrap());
        foreach (var party in result.Parties) table.AddColumn(new TableColumn(Markup.Escape(party.Name)).RightAligned().NoWrap());
        var measured = result.Matrix.ToDictionary(pair => (pair.From, pair.To), pair => pair.RttMs.Min);
        foreach (var from in result.Parties)
        {
            var cells = result.Parties.Select(to => from == to
                ? ""
                : CellOf(measured.TryGetValue((from.Name, to.Name), out var value) ? value : null, expected?.Invoke(from.Region, to.Region)));
            table.AddRow([new Markup(Markup.Escape(from.Name)), .. cells.Select(cell => new Markup(cell))]);
        }
        // Not the table's title: that is broken into lines as short as the table.
        return new Rows(new Text($"round trips over {result.Overlay} in ms{(expected is null ? "" : ", in brackets the expected ones")}"), table);
    }

    private static string CellOf(double? measuredMs, TimeSpan? expected)
    {
        if (measuredMs is not { } measured) return "[dim]–[/]";
        if (expected is not { TotalMilliseconds: var hoped }) return FormattableString.Invariant($"{measured:0.0}");
        var apart = Math.Abs(measured - hoped) > Math.Max(ToleratedMs, ToleratedShare * hoped);
        return FormattableString.Invariant($"{(apart ? "[yellow]" : "[green]")}{measured:0.0}[/] [dim]({hoped:0.0})[/]");
    }
}
