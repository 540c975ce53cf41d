using System.Globalization;
using E3.Deploy.Costs;
using E3.Deploy.Display.Resources;
using E3.Engine.Events;
using E3.Engine.Properties;

namespace E3.Deploy.Display.Markdown;

/// <summary>One resource that changes: a line that says what is done to it, and its changed properties folded away under it.</summary>
internal sealed class ResourceBlock
{
    private const int MostLines = 60;

    private ResourceBlock(ResourceRow row, string text) => (Row, Text) = (row, text);

    public ResourceRow Row { get; }

    /// <summary>The whole block, HTML with a fenced diff in it; an empty line before and after the fence lets GitHub read it as one.</summary>
    public string Text { get; }

    /// <summary>What may least be left out where there is no room for all: the lower the more.</summary>
    public int Rank => Row.Failed ? 0 : Row.Outcome switch
    {
        "delete" or "replace" => 1,
        "update" or "import" or "import-replacement" => 2,
        _ => 3,
    };

    public static ResourceBlock Of(ResourceRow row, CostChange costs)
    {
        var step = row.Step!;
        var forced = step.Keys.Count > 0 && row.Op == "replace" ? $", forced by {string.Join(", ", step.Keys.Order(StringComparer.Ordinal).Take(5).Select(MarkdownText.Code))}" : "";
        var protect = step.New?.Protect == true || step.Old?.Protect == true ? ", protected" : "";
        var kept = step.Old?.RetainOnDelete == true && row.Op is "delete" or "replace" ? ", the old one is kept in the cloud" : "";
        var cost = costs.Of(row.Urn) is { IsZero: false } known ? $" · {Money.Signed(known.Monthly)} a month" : "";
        var failed = row.Failed ? ", <b>failed</b>" : "";
        var summary = $"{Sign(row.Outcome)} {row.Outcome} {MarkdownText.Code(row.Parts.Name)} {MarkdownText.Type(row.Parts.ShortType)}{forced}{protect}{kept}{failed}{cost}";
        var lines = Lines(row, step);
        return new ResourceBlock(row, $"<details><summary>{summary}</summary>\n\n{MarkdownText.Fence(lines, "diff")}\n</details>\n");
    }

    /// <summary>The sign of an operation; one of its own for a replacement, as two signs would look like a change and a removal.</summary>
    public static string Sign(string op) => op == "replace" ? "<code>±</code>" : $"<code>{StepOps.Sign(op).TrimEnd() switch { "" => "·", "=>" => "=&gt;", var sign => sign }}</code>";

    private static List<string> Lines(ResourceRow row, StepEventMetadata step)
    {
        var writer = new ChangedLines(path => Forces(step, path) && row.Op == "replace" ? "  # forces replacement" : "");
        switch (step)
        {
            case { Old: null, New: { } created }:
                writer.Whole(created.Inputs, '+');
                break;
            case { Old: { } gone, New: null }:
                writer.Whole(PropertyMap.Empty.With("id", new PropertyValue.Text(gone.Id)), '-');
                writer.Whole(gone.Inputs, '-');
                break;
            case { Old: { } old, New: { } fresh }:
                var differing = step.Diffs.Count + step.Keys.Count == 0 ? null : step.Diffs.Concat(step.Keys).Select(TopOf).ToHashSet(StringComparer.Ordinal);
                writer.Differences(old.Inputs, fresh.Inputs, differing, path => IsHidden(step, path));
                break;
        }

        var lines = writer.Lines;
        return lines.Count == 0 ? ["! no property of it differs"]
            : lines.Count <= MostLines ? [.. lines]
            : [.. lines.Take(MostLines), string.Create(CultureInfo.InvariantCulture, $"! … {lines.Count - MostLines} more lines are not shown")];
    }

    private static bool Forces(StepEventMetadata step, string path) =>
        step.Keys.Contains(TopOf(path)) && (step.DetailedDiff is not { } detailed || !detailed.Any(entry => TopOf(entry.Key) == TopOf(path))
            || detailed.Any(entry => TopOf(entry.Key) == TopOf(path) && entry.Value.Kind.EndsWith("-replace", StringComparison.Ordinal)));

    private static bool IsHidden(StepEventMetadata step, string path) => (step.New ?? step.Old)!.HideDiffs.Any(hidden => TopOf(hidden) == TopOf(path));

    private static string TopOf(string path) => path.IndexOfAny(['.', '[']) is var end and > 0 ? path[..end] : path;
}
