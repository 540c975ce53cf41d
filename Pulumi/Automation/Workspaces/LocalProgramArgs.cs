namespace Pulumi.Automation;

/// <summary>A stack whose program is on disk.</summary>
public class LocalProgramArgs : LocalWorkspaceOptions
{
    /// <summary>Names the stack and its program.</summary>
    /// <param name="stackName">The stack.</param>
    /// <param name="workDir">The folder of the project file.</param>
    public LocalProgramArgs(string stackName, string workDir) => (StackName, WorkDir) = (stackName, workDir);

    /// <summary>The stack.</summary>
    public string StackName { get; }
}
