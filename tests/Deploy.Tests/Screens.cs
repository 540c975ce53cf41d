using E3.Deploy.Display.Terminal;

namespace E3.Deploy.Tests;

/// <summary>Screens that tests read.</summary>
internal static class Screens
{
    public static Screen Of(
        out StringWriter output, bool live = false, bool colour = false, (int Width, int Height)? size = null, StringWriter? error = null,
        string input = "", bool interactive = false)
    {
        output = new StringWriter { NewLine = "\n" };
        return new Screen(output, error ?? new StringWriter { NewLine = "\n" }, new StringReader(input), interactive, live, colour, colour,
            () => size ?? (80, 24), () => input.Split('\n')[0]);
    }
}
