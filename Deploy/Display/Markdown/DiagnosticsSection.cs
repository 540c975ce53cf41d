using System.Text;
using E3.Deploy.Display.Resources;
using E3.Engine.Events;

namespace E3.Deploy.Display.Markdown;

/// <summary>What was said during a preview, by resource; errors stand open, the rest is folded away.</summary>
internal sealed class DiagnosticsSection(OperationView view)
{
    private const int MostLines = 40;
    private const int MostResources = 20;
    private const int LongestLine = 400;

    /// <summary>The errors.</summary>
    public string Errors(string? failure)
    {
        var said = view.Diagnostics.Where(message => message.Severity == "error").ToList();
        // What ends a preview before it begins was said by no resource.
        var text = new StringBuilder();
        if (failure is not null && said.Count == 0)
        {
            text.Append(MarkdownText.Fence(Lines("", failure), "")).Append('\n');
        }

        return text.Append(Groups(said)).ToString();
    }

    /// <summary>Warnings, and what the program wrote.</summary>
    public string Others()
    {
        var said = view.Diagnostics.Where(message => message.Severity != "error").ToList();
        if (said.Count == 0)
        {
            return "";
        }

        var warnings = said.Count(message => message.Severity == "warning");
        var what = (warnings, said.Count - warnings) switch
        {
            (var some, 0) => Counted(some, "warning"),
            (0, var some) => Counted(some, "message"),
            var (some, others) => $"{Counted(some, "warning")}, {Counted(others, "message")}",
        };
        return $"<details><summary>{what}</summary>\n\n{Groups(said)}</details>\n\n";
    }

    private string Groups(IReadOnlyList<DiagnosticEvent> said)
    {
        var text = new StringBuilder();
        var groups = said.GroupBy(message => message.Urn is { Length: > 0 } urn ? urn : view.StackUrn).OrderBy(group => group.Key == view.StackUrn ? 1 : 0).ToList();
        foreach (var group in groups.Take(MostResources))
        {
            var parts = UrnParts.Of(group.Key);
            text.Append($"<p>{MarkdownText.Code(parts.Name)} {MarkdownText.Type(parts.ShortType)}</p>\n\n");
            var lines = group.SelectMany(message => Lines(message.Severity is "error" or "warning" ? $"{message.Severity}: " : "", message.Message)).ToList();
            var shown = lines.Count <= MostLines ? lines : [.. lines.Take(MostLines), FormattableString.Invariant($"… {lines.Count - MostLines} more lines")];
            text.Append(MarkdownText.Fence(shown, "")).Append('\n');
        }

        if (groups.Count > MostResources)
        {
            text.Append($"… and of {Counted(groups.Count - MostResources, "more resource")}.\n\n");
        }

        return text.ToString();
    }

    private static IEnumerable<string> Lines(string label, string message) =>
        (label + message.TrimEnd()).ReplaceLineEndings("\n").Split('\n').Select(line => MarkdownText.Cut(line, LongestLine));

    private static string Counted(int count, string noun) => FormattableString.Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");
}
