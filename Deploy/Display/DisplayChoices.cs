namespace E3.Deploy.Display;

/// <summary>What of an operation is shown, and how: the flags <c>--diff</c>, <c>--json</c> (a document, or a stream of events) and <c>--suppress-outputs</c>.</summary>
internal sealed record DisplayChoices(bool Diff = false, bool Json = false, bool SuppressOutputs = false, bool Events = false)
{
    /// <summary>Whether a program reads the output, so that nothing else may be in it.</summary>
    public bool ForProgram => Json || Events;
}
