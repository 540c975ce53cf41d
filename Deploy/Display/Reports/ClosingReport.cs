using E3.Deploy.Display.Resources;
using E3.Deploy.Display.Terminal;

namespace E3.Deploy.Display.Reports;

/// <summary>What stands at the end of every operation: its diagnostics, the stack's outputs, the summary.</summary>
internal static class ClosingReport
{
    public static StyledText Write(OperationView view, DisplayChoices choices)
    {
        var text = new StyledText().Add(DiagnosticsReport.Write(view));
        if (!choices.SuppressOutputs)
        {
            text.Add(OutputsReport.Write(view));
        }

        return view.Summary is { } summary ? text.Add(SummaryReport.Write(view, summary)) : text;
    }

    /// <summary>The resources as a tree, with an empty line after it.</summary>
    public static StyledText Tree(OperationView view)
    {
        var text = new StyledText();
        foreach (var (_, line) in new ResourceTree(view).Lines())
        {
            text.Add(line).Line();
        }

        return text.IsEmpty ? text : text.Line();
    }
}
