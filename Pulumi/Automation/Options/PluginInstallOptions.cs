namespace Pulumi.Automation;

/// <summary>How a plugin is installed.</summary>
public class PluginInstallOptions
{
    /// <summary>Whether a newer version that is there will not do.</summary>
    public bool ExactVersion { get; set; }

    /// <summary>Where it comes from, in place of the usual server.</summary>
    public string? ServerUrl { get; set; }
}
