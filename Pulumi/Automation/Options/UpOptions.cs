using Microsoft.Extensions.Logging;

namespace Pulumi.Automation;

/// <summary>How a stack is made what its program says.</summary>
public sealed class UpOptions : UpdateOptions
{
    /// <summary>Whether it is a failure if anything changes.</summary>
    public bool? ExpectNoChanges { get; set; }

    /// <summary>Whether the output shows every property that changes.</summary>
    public bool? Diff { get; set; }

    /// <summary>These resources are replaced even if nothing differs: URNs, or patterns with * and **.</summary>
    public List<string>? Replace { get; set; }

    /// <summary>Whether what depends on an excluded resource is excluded too.</summary>
    public bool? ExcludeDependents { get; set; }

    /// <summary>Whether what depends on a target is a target too.</summary>
    public bool? TargetDependents { get; set; }

    /// <summary>The program to run in place of the workspace's.</summary>
    public PulumiFn? Program { get; set; }

    /// <summary>A file with a plan that <see cref="PreviewOptions.Plan"/> wrote: what is not in it is not done.</summary>
    public string? Plan { get; set; }

    /// <summary>Whether secrets in the summary are in clear; null = yes.</summary>
    public bool? ShowSecrets { get; set; }

    /// <summary>Gets a copy of what an inline program logs; null = the workspace's.</summary>
    public ILogger? Logger { get; set; }

    /// <summary>Whether it goes on with other resources after one failed.</summary>
    public bool? ContinueOnError { get; set; }

    /// <summary>Whether the state is first brought up to date with what is there.</summary>
    public bool? Refresh { get; set; }

    /// <summary>Whether resources that are only read are shown.</summary>
    public bool? ShowReads { get; set; }
}
