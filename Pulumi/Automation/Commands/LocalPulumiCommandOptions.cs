using Semver;

namespace Pulumi.Automation.Commands;

/// <summary>Which command on this machine a <see cref="LocalPulumiCommand"/> is.</summary>
public class LocalPulumiCommandOptions
{
    /// <summary>The oldest version that will do; null = 3.1.0.</summary>
    public SemVersion? Version { get; set; }

    /// <summary>The folder whose <c>bin/pulumi</c> it is; null = the <c>pulumi</c> on PATH.</summary>
    public string? Root { get; set; }

    /// <summary>Whether any version will do, also one that cannot be read.</summary>
    public bool SkipVersionCheck { get; set; }
}
