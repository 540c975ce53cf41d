namespace Pulumi.Automation;

/// <summary>How everything of a stack is deleted.</summary>
public sealed class DestroyOptions : UpdateOptions
{
    /// <summary>Whether what depends on an excluded resource is excluded too.</summary>
    public bool? ExcludeDependents { get; set; }

    /// <summary>Whether what depends on a target is a target too.</summary>
    public bool? TargetDependents { get; set; }

    /// <summary>Whether secrets in the summary are in clear; null = yes.</summary>
    public bool? ShowSecrets { get; set; }

    /// <summary>Whether it is only said what would be deleted.</summary>
    public bool? PreviewOnly { get; set; }

    /// <summary>Whether it goes on with other resources after one failed.</summary>
    public bool? ContinueOnError { get; set; }

    /// <summary>Whether the state is first brought up to date with what is there.</summary>
    public bool? Refresh { get; set; }

    /// <summary>Whether the program runs in it; null = as the command does it.</summary>
    public bool? RunProgram { get; set; }
}
