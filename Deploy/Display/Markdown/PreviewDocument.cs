using System.Text;
using E3.Deploy.Costs;
using E3.Deploy.Display.Resources;
using E3.Engine.Properties;

namespace E3.Deploy.Display.Markdown;

/// <summary>
/// A preview as a comment on a pull request: what it comes to first, then what went wrong, then each resource that changes under its
/// component. A comment of GitHub's holds 65,536 characters; where not all fits, whole resources are left out and counted, those that
/// come last that only are created.
/// </summary>
internal sealed class PreviewDocument(OperationView view, CostChange costs, string? failure = null)
{
    /// <summary>GitHub's limit, less room for what the one who posts it puts around it.</summary>
    public const int MostCharacters = 65_536 - 3_536;

    private const int RoomForTheRest = 1_000;
    private const int MostKindsNamed = 8;

    public string Write()
    {
        var head = new SummarySection(view, costs, failure).Write();
        var said = new DiagnosticsSection(view);
        var errors = said.Errors(failure);
        head += errors.Length + head.Length < MostCharacters / 2 ? errors : "The errors are too long to show: see the log.\n\n";
        var tail = Outputs() + said.Others();
        if (tail.Length > MostCharacters / 4)
        {
            tail = "The stack's outputs and messages are too long to show: see the log.\n";
        }

        return head + Resources(MostCharacters - head.Length - tail.Length - RoomForTheRest) + tail;
    }

    private string Resources(int room)
    {
        var groups = new ResourceGroups(view, costs).All();
        var blocks = groups.SelectMany(group => group.Rows).ToDictionary(row => row, row => ResourceBlock.Of(row, costs));
        var kept = new HashSet<ResourceRow>();
        var headed = new HashSet<ResourceGroup>();
        // Stable, so that of equals the first are kept.
        foreach (var (group, row) in groups.SelectMany(group => group.Rows.Select(row => (group, row))).OrderBy(pair => blocks[pair.row].Rank))
        {
            var takes = blocks[row].Text.Length + 1 + (headed.Contains(group) ? 0 : group.Heading.Length + 1);
            if (takes <= room)
            {
                room -= takes;
                headed.Add(group);
                kept.Add(row);
            }
        }

        var text = new StringBuilder();
        foreach (var group in groups.Where(headed.Contains))
        {
            text.Append(group.Heading);
            foreach (var row in group.Rows.Where(kept.Contains))
            {
                text.Append(blocks[row].Text).Append('\n');
            }
        }

        return text.Append(NotShown([.. blocks.Keys.Where(row => !kept.Contains(row))])).ToString();
    }

    private static string NotShown(IReadOnlyList<ResourceRow> rows)
    {
        if (rows.Count == 0)
        {
            return "";
        }

        var kinds = rows.GroupBy(row => (Op: row.Outcome, Type: row.Parts.ShortType)).OrderByDescending(kind => kind.Count()).ThenBy(kind => kind.Key.Type, StringComparer.Ordinal).ToList();
        var named = string.Join(", ", kinds.Take(MostKindsNamed).Select(kind => FormattableString.Invariant($"{kind.Key.Op} {kind.Count()} × {MarkdownText.Type(kind.Key.Type)}")));
        var more = kinds.Count > MostKindsNamed ? ", …" : "";
        return $"<p><b>{rows.Count} more {(rows.Count == 1 ? "resource is" : "resources are")} not shown</b>, as a comment holds no more: "
            + $"{named}{more}. The log of the preview has all.</p>\n\n";
    }

    private string Outputs()
    {
        if (view.StackRow?.Step is not { New: { } fresh } step)
        {
            return "";
        }

        var lines = new ChangedLines(_ => "");
        lines.Differences(step.Old?.Outputs ?? PropertyMap.Empty, fresh.Outputs, null, _ => false);
        return lines.Lines.Count == 0 ? ""
            : $"<details><summary>Outputs of the stack that change</summary>\n\n{MarkdownText.Fence(lines.Lines, "diff")}\n</details>\n\n";
    }
}
