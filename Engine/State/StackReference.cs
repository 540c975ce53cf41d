namespace E3.Engine.State;

/// <summary>A stack of a project.</summary>
public sealed record StackReference(string Project, string Stack)
{
    /// <summary>The name a checkpoint carries; a file backend's organization is always called so.</summary>
    public string FullName => $"organization/{Project}/{Stack}";

    /// <summary>
    /// Reads a name as the official file backend does: <c>stack</c>, <c>organization/stack</c> or <c>organization/project/stack</c>; the
    /// organization is always called so.
    /// </summary>
    public static StackReference Parse(string name, string project) => name.Split('/') switch
    {
        [{ Length: > 0 } stack] => new StackReference(project, stack),
        ["organization", { Length: > 0 } stack] => new StackReference(project, stack),
        ["organization", { Length: > 0 } other, { Length: > 0 } stack] => new StackReference(other, stack),
        _ => throw new EngineException($"'{name}' is no name of a stack: expected stack, organization/stack or organization/project/stack, the organization being 'organization'"),
    };

    /// <inheritdoc/>
    public override string ToString() => FullName;
}
