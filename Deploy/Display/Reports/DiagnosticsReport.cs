using E3.Deploy.Display.Resources;
using E3.Deploy.Display.Terminal;

namespace E3.Deploy.Display.Reports;

/// <summary>What was said during an operation, by resource, the stack last and errors in red.</summary>
internal static class DiagnosticsReport
{
    public static StyledText Write(OperationView view)
    {
        var text = new StyledText();
        if (view.Diagnostics.Count == 0)
        {
            return text;
        }

        text.Line("Diagnostics:", Tone.Headline);
        var groups = view.Diagnostics.GroupBy(message => message.Urn is { Length: > 0 } urn ? urn : view.StackUrn)
            .OrderBy(group => group.Key == view.StackUrn ? 1 : 0);
        foreach (var group in groups)
        {
            var parts = UrnParts.Of(group.Key);
            text.Line($"  {parts.ShortType} ({parts.Name}):");
            foreach (var message in group)
            {
                var (label, tone) = message.Severity switch
                {
                    "error" => ("error: ", Tone.Error),
                    "warning" => ("warning: ", Tone.Warning),
                    _ => ("", Tone.Plain),
                };
                var lines = message.Message.TrimEnd().ReplaceLineEndings("\n").Split('\n');
                text.Add("    ").Add(label, tone).Line(lines[0]);
                foreach (var line in lines.Skip(1))
                {
                    text.Line(line.Length == 0 ? "" : $"    {line}");
                }
            }

            text.Line();
        }

        return text;
    }
}
