using System.Text.Json.Serialization;

namespace Pulumi.Automation;

/// <summary>A plugin that is installed.</summary>
public class PluginInfo
{
    [JsonConstructor]
    internal PluginInfo()
    {
    }

    /// <summary>Its name.</summary>
    [JsonInclude]
    public string Name { get; private init; } = "";

    /// <summary>Where it is.</summary>
    [JsonInclude]
    public string? Path { get; private init; }

    /// <summary>What it is.</summary>
    [JsonInclude]
    public PluginKind Kind { get; private init; }

    /// <summary>Its version.</summary>
    [JsonInclude]
    public string? Version { get; private init; }

    /// <summary>Its size in bytes.</summary>
    [JsonInclude]
    public long Size { get; private init; }

    /// <summary>When it was installed.</summary>
    [JsonInclude]
    public DateTimeOffset InstallTime { get; private init; }

    /// <summary>When it was used last.</summary>
    [JsonInclude]
    public DateTimeOffset LastUsedTime { get; private init; }

    /// <summary>Where it came from.</summary>
    [JsonInclude]
    public string? ServerUrl { get; private init; }
}
