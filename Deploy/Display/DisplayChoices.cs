namespace E3.Deploy.Display;

/// <summary>What of an operation is shown, and how: the flags <c>--diff</c>, <c>--json</c> (a document, or a stream of events) <c>--suppress-outputs</c> and <c>--format</c>.</summary>
internal sealed record DisplayChoices(bool Diff = false, bool Json = false, bool SuppressOutputs = false, bool Events = false, bool Markdown = false)
{
    /// <summary>Whether a program reads the output, so that nothing else may be in it.</summary>
    public bool ForProgram => Json || Events || Markdown;
}
