using Microsoft.Extensions.Logging;
using Pulumi.Automation.Commands;

namespace Pulumi.Automation;

/// <summary>What a <see cref="LocalWorkspace"/> is made of. What is null is left to the command.</summary>
public class LocalWorkspaceOptions
{
    /// <summary>The folder of the project file, which the command runs in; null = a temporary one that goes with the workspace.</summary>
    public string? WorkDir { get; set; }

    /// <summary>The folder for what the command keeps of its own: credentials, plugins.</summary>
    public string? PulumiHome { get; set; }

    /// <summary>The command that does the work; null = the <c>pulumi</c> on PATH.</summary>
    public PulumiCommand? PulumiCommand { get; set; }

    /// <summary>What encrypts the secrets of new stacks: <c>passphrase</c>, or a URL such as <c>awskms://…</c>.</summary>
    public string? SecretsProvider { get; set; }

    /// <summary>The program, if it is an inline one; null = the one that the project file names.</summary>
    public PulumiFn? Program { get; set; }

    /// <summary>Gets a copy of what an inline program logs.</summary>
    public ILogger? Logger { get; set; }

    /// <summary>Variables for the command beside those of this process; null takes one away.</summary>
    public IDictionary<string, string?>? EnvironmentVariables { get; set; }

    /// <summary>What the project file is to say. Where there is one, it must say the same.</summary>
    public ProjectSettings? ProjectSettings { get; set; }

    /// <summary>What stacks' files are to say, by stack. Files that are there are replaced.</summary>
    public IDictionary<string, StackSettings>? StackSettings { get; set; }
}
