using System.Globalization;
using E3.Deploy.Display.Resources;
using E3.Deploy.Display.Terminal;
using E3.Engine;
using E3.Engine.Events;

namespace E3.Deploy.Display.Reports;

/// <summary>The end of an operation: how many resources were, or would be, created, changed, deleted; or plainly that nothing changes.</summary>
internal static class SummaryReport
{
    public static StyledText Write(OperationView view, SummaryEvent summary)
    {
        var text = new StyledText();
        var changes = StepOps.InOrder.Select(op => (Op: op, Count: summary.ResourceChanges.GetValueOrDefault(op))).Where(change => change.Count > 0).ToList();
        var same = summary.ResourceChanges.GetValueOrDefault("same");
        var errored = view.Rows.Count(row => row.Failed);
        if (changes.Count == 0 && errored == 0 && summary.Result == "succeeded")
        {
            text.Line(view.Kind switch
            {
                OperationKind.Destroy => "Nothing to delete: the stack has no resources.",
                OperationKind.Refresh => $"No changes: {Counted(same, "resource")} {(same == 1 ? "is" : "are")} as the state has them.",
                _ => $"No changes: {Counted(same, "resource")} {(same == 1 ? "is" : "are")} as declared.",
            });
        }
        else
        {
            text.Line("Resources:", Tone.Headline);
            foreach (var (op, count) in changes)
            {
                var sign = StepOps.Sign(op);
                text.Line(Invariant($"    {sign}{(sign[1] == ' ' ? "" : " ")}{count} {(summary.IsPreview ? $"to {op}" : StepOps.Done(op))}"), StepOps.Tone(op));
            }

            var rest = new List<string>();
            if (changes.Count > 1)
            {
                rest.Add(Counted(changes.Sum(change => change.Count), "change"));
            }

            if (same > 0)
            {
                rest.Add(Invariant($"{same} unchanged"));
            }

            if (rest.Count > 0)
            {
                text.Line($"    {string.Join(". ", rest)}");
            }

            if (errored > 0)
            {
                text.Line(Invariant($"    {errored} errored"), Tone.Error);
            }
        }

        if (!summary.IsPreview)
        {
            text.Line().Add("Duration:", Tone.Headline).Line($" {Rounded(summary.Duration)}");
        }

        return text;
    }

    /// <summary>Whole seconds, never less than what it took: 1m40s.</summary>
    public static string Rounded(TimeSpan duration)
    {
        var seconds = (long)Math.Ceiling(duration.TotalSeconds);
        return seconds switch
        {
            >= 3600 => Invariant($"{seconds / 3600}h{seconds / 60 % 60}m{seconds % 60}s"),
            >= 60 => Invariant($"{seconds / 60}m{seconds % 60}s"),
            _ => Invariant($"{seconds}s"),
        };
    }

    private static string Counted(int count, string noun) => Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
