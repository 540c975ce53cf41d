using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Pulumi.Automation;

/// <summary>
/// A project: its <c>Pulumi.yaml</c> (<see href="https://www.pulumi.com/docs/iac/concepts/projects/project-file/"/>). Keys of the file that are
/// none of these are not kept when it is saved.
/// </summary>
public class ProjectSettings
{
    /// <summary>A project of a name and a language.</summary>
    /// <param name="name">The name.</param>
    /// <param name="runtime">The language, and what its runtime is told.</param>
    // The command, too, takes a project that says no language for one of JavaScript.
    [JsonConstructor]
    public ProjectSettings(string name, ProjectRuntime runtime) => (Name, Runtime) = (name, runtime ?? new(ProjectRuntimeName.NodeJS));

    /// <inheritdoc cref="ProjectSettings(string, ProjectRuntime)"/>
    public ProjectSettings(string name, ProjectRuntimeName runtime) : this(name, new ProjectRuntime(runtime))
    {
    }

    /// <summary>Its name, the namespace of its own settings and part of every URN.</summary>
    public string Name { get; set; }

    /// <summary>The language of its program.</summary>
    public ProjectRuntime Runtime { get; set; }

    /// <summary>The program's folder, from the project's; null = the project's own.</summary>
    public string? Main { get; set; }

    /// <summary>What it is.</summary>
    public string? Description { get; set; }

    /// <summary>Who wrote it.</summary>
    public string? Author { get; set; }

    /// <summary>Where more is said of it.</summary>
    public string? Website { get; set; }

    /// <summary>Its licence.</summary>
    public string? License { get; set; }

    /// <summary>The folder of its stacks' settings, from the project's. Null also where the file has a map of settings under this key.</summary>
    [JsonConverter(typeof(TextOnlyConverter))]
    public string? Config { get; set; }

    /// <summary>What a new project made from it is asked.</summary>
    public ProjectTemplate? Template { get; set; }

    /// <summary>Where its state is kept; null = where the command is logged in.</summary>
    public ProjectBackend? Backend { get; set; }

    // What an inline program needs: a language that its process has, and a folder, in which nothing is looked for.
    internal static ProjectSettings Default(string name) => new(name, ProjectRuntimeName.Dotnet) { Main = Directory.GetCurrentDirectory() };

    internal bool IsDefault => IsSameAs(Default(Name));

    internal bool IsSameAs(ProjectSettings other) => JsonNode.DeepEquals(SettingsText.Tree(this), SettingsText.Tree(other));
}
