namespace Pulumi.Automation.Exceptions;

/// <summary>The project settings that the program gives are not those of the project file that is there; the file was left as it is.</summary>
public class ProjectSettingsConflictException : Exception
{
    internal ProjectSettingsConflictException(string settingsFileLocation)
        : base($"Custom {nameof(ProjectSettings)} passed in code conflict with settings found on disk: {settingsFileLocation}")
        => SettingsFileLocation = settingsFileLocation;

    /// <summary>The project file.</summary>
    public string SettingsFileLocation { get; }
}
