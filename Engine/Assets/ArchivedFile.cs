namespace E3.Engine.Assets;

/// <summary>
/// A file of an archive: its name with <c>/</c> between parts, its size, and what opens it. The file of a packed archive can be opened only
/// until the next one is asked for.
/// </summary>
internal sealed record ArchivedFile(string Name, long Length, Func<Stream> Open)
{
    /// <summary>Where it lies on this machine, when it is not within something packed; null otherwise.</summary>
    public string? LocalPath { get; init; }
}
