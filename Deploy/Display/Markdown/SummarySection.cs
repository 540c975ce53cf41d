using System.Globalization;
using System.Text;
using E3.Deploy.Costs;
using E3.Deploy.Display.Resources;
using E3.Engine;

namespace E3.Deploy.Display.Markdown;

/// <summary>The first lines of a preview: what it comes to, in a heading, a table of counts and what they do to the bill.</summary>
internal sealed class SummarySection(OperationView view, CostChange costs, string? failure)
{
    private const int MostKinds = 8;

    public string Write()
    {
        var text = new StringBuilder();
        var changes = StepOps.InOrder.Select(op => (Op: op, Count: Count(op))).Where(change => change.Count > 0).ToList();
        var failed = failure is not null || view.Summary is { Result: not "succeeded" };
        text.Append(CultureInfo.InvariantCulture, $"### Preview of {What()}`{view.Project}/{view.Stack}`").Append(Headline(changes, failed)).Append("\n\n");
        if (failed)
        {
            text.Append(changes.Count == 0 ? "Nothing would be done.\n\n" : "Nothing would be done. As far as the preview came:\n\n");
        }

        if (changes.Count > 0)
        {
            text.Append(view.Kind == OperationKind.Refresh && !failed ? "Nothing that exists is touched: the state would be brought up to date with it.\n\n" : "");
            Table(text, changes);
        }
        else if (!failed)
        {
            text.Append(AllTheSame()).Append("\n\n");
        }

        return text.ToString();
    }

    private static string Headline(List<(string Op, int Count)> changes, bool failed) => failed ? ": failed"
        : changes.Count == 0 ? ": no changes"
        : ": " + string.Join(", ", changes.Select(change => string.Create(CultureInfo.InvariantCulture, $"{change.Count} to {change.Op}")));

    private void Table(StringBuilder text, List<(string Op, int Count)> changes)
    {
        var priced = costs is { HasBilled: true, IsKnown: true };
        text.Append(priced ? "| | resources | | a month | an hour |\n|---|--:|---|--:|--:|\n" : "| | resources | |\n|---|--:|---|\n");
        foreach (var (op, count) in changes)
        {
            var rows = view.Rows.Where(row => row.Outcome == op).ToList();
            Line($"{ResourceBlock.Sign(op)} {op}", count, Kinds(rows), rows.Select(row => costs.Of(row.Urn) ?? Cost.Zero).Aggregate(Cost.Zero, (sum, cost) => sum + cost));
        }

        if (Count("same") is > 0 and var same)
        {
            Line("unchanged", same, "", Cost.Zero);
        }

        if (priced)
        {
            text.Append(CultureInfo.InvariantCulture, $"| **bill** | | | **{Money.Signed(costs.Total.Monthly)}** | **{Money.SignedHourly(costs.Total.Hourly)}** |\n");
        }

        text.Append('\n').Append(Bill()).Append('\n');

        void Line(string what, int count, string kinds, Cost cost)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {what} | {count} | {kinds}{(kinds.Length > 0 ? " " : "")}|");
            if (priced)
            {
                text.Append(cost.IsZero ? " | |" : $" {Money.Signed(cost.Monthly)} | {Money.SignedHourly(cost.Hourly)} |");
            }

            text.Append('\n');
        }
    }

    /// <summary>
    /// What the resources are: what is billed first, then the rare before the many. In a table others' words would be read as Markdown, so a
    /// type that is not a plain word is not named.
    /// </summary>
    private string Kinds(IReadOnlyList<ResourceRow> rows)
    {
        var components = rows.Count(row => !row.IsCustom);
        var custom = rows.Where(row => row.IsCustom && !row.Parts.IsDefaultProvider).ToList();
        var named = custom.Where(row => IsPlain(Last(row))).GroupBy(Last)
            .OrderBy(kind => kind.Any(row => costs.Bills(row.Urn)) ? 0 : 1).ThenByDescending(kind => kind.Sum(row => Math.Abs(costs.Of(row.Urn)?.Monthly ?? 0))).ThenBy(kind => kind.Count()).ThenBy(kind => kind.Key, StringComparer.Ordinal).ToList();
        var others = custom.Count - named.Take(MostKinds).Sum(kind => kind.Count());
        return string.Join(", ", named.Take(MostKinds).Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Count()} × {kind.Key}"))
            .Concat(new[] { (others, "other"), (components, "component") }.Where(rest => rest.Item1 > 0).Select(rest => Counted(rest.Item1, rest.Item2))));

        static string Last(ResourceRow row) => row.Parts.Type[(row.Parts.Type.LastIndexOf(':') + 1)..];

        static bool IsPlain(string type) => type.Length is > 0 and < 40 && type.All(char.IsAsciiLetterOrDigit);
    }

    private string What() => view.Kind switch
    {
        OperationKind.Destroy => "a destroy of ",
        OperationKind.Refresh => "a refresh of ",
        _ => "",
    };

    private string AllTheSame() => view.Kind == OperationKind.Destroy ? "The stack has no resources."
        : $"{Counted(Count("same"), "resource")} {(Count("same") == 1 ? "is" : "are")} as {(view.Kind == OperationKind.Refresh ? "the state has them" : "declared")}.";

    /// <summary>Written as HTML: a reason may quote what a server said.</summary>
    private string Bill()
    {
        if (!costs.HasBilled)
        {
            return "Nothing that changes is billed.\n";
        }

        if (!costs.IsKnown)
        {
            return $"<p>Cost unknown: {MarkdownText.Quote(costs.Lack ?? "")}</p>\n";
        }

        var notes = costs.Notes.Distinct().Prepend("List prices before tax, those of volumes, idle addresses and Spaces as of 2026; traffic, backups, snapshots and stored images are not counted.");
        return $"<p><sub>{MarkdownText.Html(string.Join(' ', notes))}</sub></p>\n";
    }

    private int Count(string op) => view.Summary is { } summary ? summary.ResourceChanges.GetValueOrDefault(op) : view.Rows.Count(row => row.Outcome == op);

    private static string Counted(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
