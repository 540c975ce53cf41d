using E3.Deploy.Display.Properties;
using E3.Deploy.Display.Resources;
using E3.Deploy.Display.Terminal;

namespace E3.Deploy.Display.Reports;

/// <summary>Every step of an operation in full, each under its parent: what <c>--diff</c> shows.</summary>
internal static class DiffReport
{
    public static StyledText Write(OperationView view)
    {
        var text = new StyledText();
        var rows = view.Rows.ToDictionary(row => row.Urn, StringComparer.Ordinal);
        var children = view.Rows.ToLookup(row => row.Parent is { } parent && rows.ContainsKey(parent) ? parent : "", StringComparer.Ordinal);
        foreach (var root in children[""])
        {
            Write(root);
        }

        return text;

        void Write(ResourceRow row)
        {
            if (row.Step is { } step && (!StepOps.IsSame(row.Op) || row.Parts.IsStack) && !row.Parts.IsDefaultProvider)
            {
                text.Add(StepText.Write(step with { Op = row.Op }, Depth(row, rows)));
            }

            foreach (var child in children[row.Urn].OrderBy(child => child.Urn, StringComparer.Ordinal))
            {
                Write(child);
            }
        }
    }

    /// <summary>How deep a resource stands below the shown ones: an unchanged parent is not shown and does not indent.</summary>
    public static int Depth(ResourceRow row, IReadOnlyDictionary<string, ResourceRow> rows)
    {
        var depth = 0;
        for (var parent = row.Parent; parent is not null && rows.TryGetValue(parent, out var above); parent = above.Parent)
        {
            depth += above.Parts.IsStack || !StepOps.IsSame(above.Op) ? 1 : 0;
        }

        return depth;
    }
}
