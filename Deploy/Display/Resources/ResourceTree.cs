using System.Globalization;
using E3.Deploy.Display.Terminal;

namespace E3.Deploy.Display.Resources;

/// <summary>The resources of an operation as a tree in columns: sign, type, name, plan or status, info. Unchanged leaves are left out.</summary>
internal sealed class ResourceTree(OperationView view)
{
    private sealed record Line(ResourceRow Row, string Type, Tone Tone, string Status, Tone StatusTone, string Info);

    /// <summary>The header and a line for each resource (the header has none), without line breaks; empty when there is nothing to show.</summary>
    public IReadOnlyList<(ResourceRow? Row, StyledText Text)> Lines()
    {
        var children = view.Rows.Where(row => !row.Parts.IsDefaultProvider || row.HasMessages)
            .ToLookup(row => row.Parent ?? (row.Urn == view.StackUrn ? "" : view.StackUrn), StringComparer.Ordinal);
        var known = view.Rows.Select(row => row.Urn).ToHashSet(StringComparer.Ordinal);
        var lines = new List<Line>();
        foreach (var root in view.Rows.Where(row => row.Urn == view.StackUrn))
        {
            Walk(root, "", "", children, lines);
        }

        // A parent outside the operation, as with targets: what is under it is shown at the top.
        foreach (var orphan in children.Where(group => group.Key.Length > 0 && !known.Contains(group.Key)).SelectMany(group => group))
        {
            Walk(orphan, "", "", children, lines);
        }

        return lines.Count == 0 ? [] : Columns(lines);
    }

    private void Walk(ResourceRow row, string branch, string below, ILookup<string, ResourceRow> children, List<Line> lines)
    {
        lines.Add(Describe(row, branch));
        // By name rather than by time: a program registers side by side, and two runs should read alike.
        var kept = children[row.Urn].Where(child => IsShown(child, children)).OrderBy(child => child.Urn, StringComparer.Ordinal).ToList();
        for (var i = 0; i < kept.Count; i++)
        {
            var last = i == kept.Count - 1;
            Walk(kept[i], below + (last ? "└─ " : "├─ "), below + (last ? "   " : "│  "), children, lines);
        }
    }

    private static bool IsShown(ResourceRow row, ILookup<string, ResourceRow> children) =>
        !StepOps.IsSame(row.Op) || row.HasMessages || row.Failed || children[row.Urn].Any(child => IsShown(child, children));

    private Line Describe(ResourceRow row, string branch)
    {
        var over = view.Summary is not null;
        var op = row.Running && !over ? row.CurrentOp : row.Op;
        var (status, tone) = (row, view.IsPreview) switch
        {
            ({ Failed: true }, _) => ($"**{StepOps.Doing(row.CurrentOp)} failed**", Tone.Error),
            (_, true) => (StepOps.IsSame(op) ? "" : op, StepOps.Tone(op)),
            ({ Running: true }, _) when over => ($"{StepOps.Doing(row.CurrentOp)} interrupted", Tone.Warning),
            ({ Running: true }, _) => (StepOps.Doing(op) + Seconds(row), StepOps.Tone(op)),
            ({ Parts.IsStack: true }, _) when !over && StepOps.IsSame(op) => ("running", Tone.Plain),
            _ => (StepOps.Done(op) + Seconds(row), StepOps.Tone(op)),
        };
        return new Line(row, branch + row.Parts.ShortType, StepOps.Tone(op), status, tone, Info(row, over));
    }

    private string Seconds(ResourceRow row) => StepOps.IsSame(row.Op) || (int)view.ElapsedOf(row).TotalSeconds is not (> 0 and var seconds)
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $" ({seconds}s)");

    private static string Info(ResourceRow row, bool over)
    {
        if (!over && row.Progress is { } progress)
        {
            return progress.ReplaceLineEndings(" ");
        }

        var parts = new List<string>();
        if (DiffKeys(row) is { Length: > 0 } diff)
        {
            parts.Add($"[diff: {diff}]");
        }

        Count(row.Errors, "error");
        Count(row.Warnings, "warning");
        Count(row.Messages, "message");
        return string.Join("; ", parts);

        void Count(int count, string noun)
        {
            if (count > 0)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}"));
            }
        }
    }

    private static string DiffKeys(ResourceRow row)
    {
        if (row.Step is not { Old: { } old, New: { } fresh } step || StepOps.IsSame(row.Op))
        {
            return "";
        }

        return string.Join(",", step.Diffs.Order(StringComparer.Ordinal).Select(key =>
            (old.Inputs.ContainsKey(key), fresh.Inputs.ContainsKey(key)) switch
            {
                (false, true) => $"+{key}",
                (true, false) => $"-{key}",
                _ => $"~{key}",
            }));
    }

    private List<(ResourceRow? Row, StyledText Text)> Columns(List<Line> lines)
    {
        var type = Math.Max("Type".Length, lines.Max(line => line.Type.Length));
        var name = Math.Max("Name".Length, lines.Max(line => line.Row.Parts.Name.Length));
        var heading = view.IsPreview ? "Plan" : "Status";
        var status = Math.Max(heading.Length, lines.Max(line => line.Status.Length));
        var texts = new List<(ResourceRow?, StyledText)>
        {
            (null, new StyledText().Add($"     {"Type".PadRight(type)}  {"Name".PadRight(name)}  {heading.PadRight(status)}  Info".TrimEnd(), Tone.Headline)),
        };
        foreach (var line in lines)
        {
            var over = view.Summary is not null;
            var sign = StepOps.Sign(line.Row.Running && !over ? line.Row.CurrentOp : line.Row.Op);
            var text = new StyledText().Add($" {sign}  ", line.Tone).Add(line.Type.PadRight(type + 2));
            var tail = line.Status.Length + line.Info.Length == 0;
            text.Add(tail ? line.Row.Parts.Name : line.Row.Parts.Name.PadRight(name + 2));
            text.Add(line.Info.Length == 0 ? line.Status : line.Status.PadRight(status + 2), line.StatusTone);
            text.Add(line.Info, line.Row.Errors > 0 ? Tone.Error : line.Row.Warnings > 0 ? Tone.Warning : Tone.Faint);
            texts.Add((line.Row, text));
        }

        return texts;
    }
}
