using E3.Deploy.Costs;
using E3.Deploy.Display.Resources;

namespace E3.Deploy.Display.Markdown;

/// <summary>The resources that change directly within one component, or within none.</summary>
/// <param name="Heading">The component, as HTML; "" for the stack itself.</param>
/// <param name="Rows">Its resources.</param>
internal sealed record ResourceGroup(string Heading, IReadOnlyList<ResourceRow> Rows);

/// <summary>
/// Puts the resources of an operation under their components, what is billed before what is not. Reads, what stays as it is and providers
/// nobody asked for are left out.
/// </summary>
internal sealed class ResourceGroups(OperationView view, CostChange costs)
{
    private readonly Dictionary<string, ResourceRow> _rows = view.Rows.ToDictionary(row => row.Urn, StringComparer.Ordinal);

    /// <summary>The groups in the order of the tree: the stack's own resources first, then each component by its path, those with something billed in them before others.</summary>
    public IReadOnlyList<ResourceGroup> All()
    {
        var shown = view.Rows.Where(IsShown).Select(row => (Row: row, Path: Path(row))).ToList();
        var billed = shown.Where(pair => costs.Bills(pair.Row.Urn)).Select(pair => Top(pair.Path)).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. shown.GroupBy(pair => string.Join('\n', pair.Path.Select(component => component.Urn)))
                .OrderBy(group => group.Key.Length == 0 || billed.Contains(Top(group.First().Path)) ? 0 : 1).ThenBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new ResourceGroup(Heading(group.First().Path), [.. group.Select(pair => pair.Row).OrderBy(row => costs.Bills(row.Urn) ? 0 : 1).ThenBy(row => row.Urn, StringComparer.Ordinal)])),
        ];
    }

    private static string Top(List<ResourceRow> path) => path.Count == 0 ? "" : path[0].Urn;

    private static bool IsShown(ResourceRow row) =>
        !row.Parts.IsStack && !row.Parts.IsDefaultProvider && row.Step is not null && (row.Failed || !StepOps.IsSame(row.Outcome)) && row.Op != "read" && !IsUnremarkable(row);

    /// <summary>A component is a heading; what is done to it itself is worth a block only where its inputs differ.</summary>
    private static bool IsUnremarkable(ResourceRow row) => !row.IsCustom && row.Op is "create" or "delete" && !row.Failed;

    /// <summary>The components a resource is in, the outermost first.</summary>
    private List<ResourceRow> Path(ResourceRow row)
    {
        var path = new List<ResourceRow>();
        for (var at = row.Parent; at is not null && _rows.TryGetValue(at, out var above) && !above.Parts.IsStack && path.Count < _rows.Count; at = above.Parent)
        {
            if (!above.IsCustom)
            {
                path.Insert(0, above);
            }
        }

        return path;
    }

    private static string Heading(List<ResourceRow> path)
    {
        if (path.Count == 0)
        {
            return "";
        }

        var component = path[^1];
        var op = StepOps.IsSame(component.Outcome) ? "" : $" · {component.Outcome}";
        return $"<p><b>{string.Join(" / ", path.Select(above => MarkdownText.Code(above.Parts.Name)))}</b> {MarkdownText.Type(component.Parts.ShortType)}{op}</p>\n\n";
    }
}
