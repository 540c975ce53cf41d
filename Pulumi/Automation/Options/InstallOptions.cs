namespace Pulumi.Automation;

/// <summary>What is installed for a project.</summary>
public class InstallOptions
{
    /// <summary>Whether its plugins are left out.</summary>
    public bool NoPlugins { get; set; }

    /// <summary>Whether its program's packages are left out.</summary>
    public bool NoDependencies { get; set; }

    /// <summary>Whether plugins are installed again that are there.</summary>
    public bool Reinstall { get; set; }

    /// <summary>Whether the language's version is installed too, by the tools for that.</summary>
    public bool UseLanguageVersionTools { get; set; }
}
