using System.Globalization;
using E3.Benchmarks.Results;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace E3.Benchmarks.Report;

/// <summary>What every measurement found, as a table for a terminal: a row for each overlay and job, and beneath it why some do not count.</summary>
public static class ResultsTable
{
    /// <summary>The table. Times are in seconds; least is what the network alone takes; bytes are those of all parties together.</summary>
    public static IRenderable Of(IEnumerable<MeasurementResult> results)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("overlay", "job");
        foreach (var name in new[] { "parties", "median, s", "spread, s", "rounds", "bytes", "least, s", "ratio" })
            table.AddColumn(new TableColumn(name).RightAligned().NoWrap());
        table.AddColumn("valid");
        var notes = new List<string>();
        foreach (var result in results) table.AddRow([.. CellsOf(result, notes).Select(cell => new Markup(cell))]);
        var lines = notes.Select((note, i) => (IRenderable)new Text(string.Create(CultureInfo.InvariantCulture, $"[{i + 1}] {note}")));
        return new Rows([table, .. lines]);
    }

    private static IEnumerable<string> CellsOf(MeasurementResult result, List<string> notes)
    {
        yield return Markup.Escape(result.Overlay);
        yield return Markup.Escape(result.Job);
        yield return Invariant($"{result.Parties.Count}");
        yield return result.MedianSeconds is { } median ? Invariant($"[bold]{median:0.000}[/]") : "";
        yield return result.SpreadSeconds is { } spread ? Invariant($"{spread.Min:0.000}–{spread.Max:0.000}") : "";
        yield return result.Rounds is { } rounds ? Invariant($"{rounds:N0}") : Unknown(result);
        yield return result.Bytes is { } bytes ? Amount(bytes) : "";
        yield return result.LeastSeconds is { } least ? Invariant($"{least:0.000}") : Unknown(result);
        yield return result.Ratio is { } ratio ? Invariant($"{ratio:0.00}") : Unknown(result);
        yield return ValidityOf(result, notes);
    }

    private static string ValidityOf(MeasurementResult result, List<string> notes)
    {
        if (result is { Valid: true, Status: MeasurementStatus.Measured }) return "[green]yes[/]";
        var word = result.Status == MeasurementStatus.Skipped ? "[yellow]skipped[/]" : "[red]no[/]";
        if (result.Reason is not { } reason) return word;
        var note = notes.IndexOf(reason);
        if (note < 0)
        {
            notes.Add(reason);
            note = notes.Count - 1;
        }
        return Invariant($"{word} [[{note + 1}]]");
    }

    private static string Unknown(MeasurementResult result) => result.Status == MeasurementStatus.Skipped ? "" : "[dim]–[/]";

    private static string Amount(long bytes) => bytes switch
    {
        < 10_000 => Invariant($"{bytes} B"),
        < 10_000_000 => Invariant($"{bytes / 1e3:0.0} kB"),
        < 10_000_000_000 => Invariant($"{bytes / 1e6:0.0} MB"),
        _ => Invariant($"{bytes / 1e9:0.0} GB"),
    };

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
