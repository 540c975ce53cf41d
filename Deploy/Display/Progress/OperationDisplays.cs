using E3.Deploy.Display.Json;
using E3.Deploy.Display.Resources;
using E3.Deploy.Display.Terminal;
using E3.Engine;

namespace E3.Deploy.Display.Progress;

/// <summary>Chooses how an operation is shown: one document, a region that is painted again, or lines.</summary>
internal static class OperationDisplays
{
    public static IOperationDisplay Open(Screen screen, DisplayChoices choices, OperationView view, TimeProvider clock)
    {
        if (choices.Events)
        {
            return new EventLinesDisplay(screen.Out, view, clock);
        }

        if (choices.Json)
        {
            return new DigestDisplay(screen.Out, view);
        }

        if (choices.Markdown)
        {
            // The document is the one thing on standard output, and is written when the prices are known.
            screen = screen with { Out = screen.Error, Colour = screen.ErrorColour, Live = false };
        }

        screen.Write(new StyledText().Line($"{Heading(view)} ({view.Stack}){(view.RefreshesFirst ? ", refreshing first" : "")}:", Tone.Headline).Line());
        return screen.Live && !choices.Diff
            ? new LiveDisplay(screen, choices, view, clock)
            : new LineDisplay(screen, choices, view, clock);
    }

    private static string Heading(OperationView view) => (view.Kind, view.IsPreview) switch
    {
        (OperationKind.Update or OperationKind.Preview, true) => "Previewing update",
        (OperationKind.Refresh, true) => "Previewing refresh",
        (OperationKind.Import, true) => "Previewing import",
        (_, true) => "Previewing destroy",
        (OperationKind.Update, _) => "Updating",
        (OperationKind.Refresh, _) => "Refreshing",
        (OperationKind.Import, _) => "Importing",
        _ => "Destroying",
    };
}
