namespace Pulumi.Automation;

/// <summary>How the state of a stack is brought up to date with what is there.</summary>
public sealed class RefreshOptions : UpdateOptions
{
    /// <summary>Whether it is only said what differs.</summary>
    public bool? PreviewOnly { get; set; }

    /// <summary>Whether it is a failure if anything changes.</summary>
    public bool? ExpectNoChanges { get; set; }

    /// <summary>Whether secrets in the summary are in clear; null = yes.</summary>
    public bool? ShowSecrets { get; set; }

    /// <summary>Whether resources stay as they are of which nobody knows whether they were made.</summary>
    public bool? SkipPendingCreates { get; set; }

    /// <summary>Whether those resources are forgotten.</summary>
    public bool? ClearPendingCreates { get; set; }

    /// <summary>What became of those resources.</summary>
    public List<PendingCreateValue>? ImportPendingCreates { get; set; }

    /// <summary>Whether the program runs in it; null = as the command does it.</summary>
    public bool? RunProgram { get; set; }
}
