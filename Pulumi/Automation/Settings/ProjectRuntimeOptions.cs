using System.Text.Json.Serialization;

namespace Pulumi.Automation;

/// <summary>What the runtime of a program's language is told.</summary>
public class ProjectRuntimeOptions
{
    /// <summary>Whether TypeScript is run without being compiled first (NodeJS).</summary>
    [JsonPropertyName("typescript")]
    public bool? TypeScript { get; set; }

    /// <summary>The built program (Go, .NET): a path.</summary>
    public string? Binary { get; set; }

    /// <summary>The folder of the virtual environment (Python).</summary>
    [JsonPropertyName("virtualenv")]
    public string? VirtualEnv { get; set; }
}
