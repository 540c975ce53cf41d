namespace Pulumi.Automation;

/// <summary>What a project's program is written in.</summary>
/// <param name="name">The language.</param>
public class ProjectRuntime(ProjectRuntimeName name)
{
    /// <summary>The language.</summary>
    public ProjectRuntimeName Name { get; set; } = name;

    /// <summary>What its runtime is told.</summary>
    public ProjectRuntimeOptions? Options { get; set; }
}
