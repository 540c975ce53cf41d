namespace E3.Engine.State;

/// <summary>A stack of a project.</summary>
public sealed record StackReference(string Project, string Stack)
{
    /// <summary>The name a checkpoint carries; a file backend's organization is always called so.</summary>
    public string FullName => $"organization/{Project}/{Stack}";

    /// <inheritdoc/>
    public override string ToString() => FullName;
}
