namespace Pulumi.Automation;

/// <summary>A stack whose program is an inline one.</summary>
public class InlineProgramArgs : LocalWorkspaceOptions
{
    /// <summary>Names the stack and its program.</summary>
    /// <param name="projectName">The project. The rest of its settings may be changed in <see cref="LocalWorkspaceOptions.ProjectSettings"/>.</param>
    /// <param name="stackName">The stack.</param>
    /// <param name="program">The program.</param>
    public InlineProgramArgs(string projectName, string stackName, PulumiFn program)
        => (ProjectSettings, StackName, Program) = (ProjectSettings.Default(projectName), stackName, program);

    /// <summary>The stack.</summary>
    public string StackName { get; }
}
