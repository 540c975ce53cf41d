namespace E3.Deploy.Display.Terminal;

/// <summary>What a piece of text means; a terminal with colour shows it, a file does not.</summary>
internal enum Tone
{
    Plain,
    Strong,
    Faint,
    Headline,
    Create,
    Update,
    Delete,
    Replace,
    Read,
    Info,
    Warning,
    Error,
}
