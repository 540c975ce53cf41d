namespace E3.Deploy.Display.Terminal;

/// <summary>
/// Where text goes and comes from, as the program found it when it started. <paramref name="Interactive"/> says that a person is there to
/// answer; <paramref name="Live"/> that a region of the screen can be painted again; <paramref name="ReadHidden"/> reads a line without
/// showing it, null at the end of input.
/// </summary>
internal sealed record Screen(
    TextWriter Out, TextWriter Error, TextReader In, bool Interactive, bool Live, bool Colour, bool ErrorColour, Func<(int Width, int Height)> Size,
    Func<string?> ReadHidden)
{
    public void Write(StyledText text) => Out.Write(text.Render(Colour));

    public void WriteError(StyledText text) => Error.Write(text.Render(ErrorColour));
}
