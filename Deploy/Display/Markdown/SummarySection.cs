using System.Globalization;
using System.Text;
using E3.Deploy.Costs;
using E3.Deploy.Display.Resources;

namespace E3.Deploy.Display.Markdown;

/// <summary>The first lines of a preview: what it comes to, in a heading, a table of counts and what they do to the bill.</summary>
internal sealed class SummarySection(OperationView view, CostChange costs, string? failure)
{
    public string Write()
    {
        var text = new StringBuilder();
        var changes = StepOps.InOrder.Select(op => (Op: op, Count: Count(op))).Where(change => change.Count > 0).ToList();
        var failed = failure is not null || view.Summary is { Result: not "succeeded" };
        text.Append(CultureInfo.InvariantCulture, $"### Preview of `{view.Project}/{view.Stack}`").Append(Headline(changes, failed)).Append("\n\n");
        if (failed)
        {
            text.Append(changes.Count == 0 ? "Nothing would be done.\n\n" : "Nothing would be done. As far as the preview came:\n\n");
        }

        if (changes.Count > 0)
        {
            Table(text, changes);
        }
        else if (!failed)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Counted(Count("same"), "resource")} {(Count("same") == 1 ? "is" : "are")} as declared.\n\n");
        }

        return text.ToString();
    }

    private static string Headline(List<(string Op, int Count)> changes, bool failed) => failed ? ": failed"
        : changes.Count == 0 ? ": no changes"
        : ": " + string.Join(", ", changes.Select(change => string.Create(CultureInfo.InvariantCulture, $"{change.Count} to {change.Op}")));

    private void Table(StringBuilder text, List<(string Op, int Count)> changes)
    {
        var priced = costs is { HasBilled: true, IsKnown: true };
        text.Append(priced ? "| | resources | a month | an hour |\n|---|--:|--:|--:|\n" : "| | resources |\n|---|--:|\n");
        foreach (var (op, count) in changes)
        {
            Line($"{ResourceBlock.Sign(op)} {op}", count, view.Rows.Where(row => row.Op == op).Select(row => costs.Of(row.Urn) ?? Cost.Zero).Aggregate(Cost.Zero, (sum, cost) => sum + cost));
        }

        if (Count("same") is > 0 and var same)
        {
            Line("unchanged", same, Cost.Zero);
        }

        if (priced)
        {
            text.Append(CultureInfo.InvariantCulture, $"| **bill** | | **{Money.Signed(costs.Total.Monthly)}** | **{Money.SignedHourly(costs.Total.Hourly)}** |\n");
        }

        text.Append('\n').Append(Bill()).Append('\n');

        void Line(string what, int count, Cost cost)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {what} | {count} |");
            if (priced)
            {
                text.Append(cost.IsZero ? " | |" : $" {Money.Signed(cost.Monthly)} | {Money.SignedHourly(cost.Hourly)} |");
            }

            text.Append('\n');
        }
    }

    /// <summary>Written as HTML: a reason may quote what a server said.</summary>
    private string Bill()
    {
        if (!costs.HasBilled)
        {
            return "Nothing that changes is billed.\n";
        }

        if (!costs.IsKnown)
        {
            return $"<p>Cost unknown: {MarkdownText.Code(costs.Lack ?? "")}</p>\n";
        }

        var notes = costs.Notes.Distinct().Prepend("List prices before tax; traffic, backups and snapshots are not counted.");
        return $"<p><sub>{MarkdownText.Html(string.Join(' ', notes))}</sub></p>\n";
    }

    private int Count(string op) => view.Summary is { } summary ? summary.ResourceChanges.GetValueOrDefault(op) : view.Rows.Count(row => row.Op == op);

    private static string Counted(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
