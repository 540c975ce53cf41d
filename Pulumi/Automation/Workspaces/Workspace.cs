using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Pulumi.Automation.Commands;
using Pulumi.Automation.Commands.Exceptions;

namespace Pulumi.Automation;

/// <summary>
/// What the command needs to work on the stacks of one project: where the project is, its program, its settings. Every method that runs the
/// command throws a <see cref="CommandException"/> when it fails.
/// </summary>
public abstract partial class Workspace : IDisposable
{
    internal Workspace(PulumiCommand command) => Command = command;

    internal PulumiCommand Command { get; }

    /// <summary>The folder the command runs in.</summary>
    public abstract string WorkDir { get; }

    /// <summary>The folder for what the command keeps of its own; null = the command's default.</summary>
    public abstract string? PulumiHome { get; }

    /// <summary>The command's version.</summary>
    /// <exception cref="InvalidOperationException">It could not be read.</exception>
    public abstract string PulumiVersion { get; }

    /// <summary>What encrypts the secrets of new stacks; null = the command's default.</summary>
    public abstract string? SecretsProvider { get; }

    /// <summary>The program, if it is an inline one.</summary>
    public abstract PulumiFn? Program { get; set; }

    /// <summary>Gets a copy of what an inline program logs.</summary>
    public abstract ILogger? Logger { get; set; }

    /// <summary>Variables for the command beside those of this process; null takes one away.</summary>
    public abstract IDictionary<string, string?>? EnvironmentVariables { get; set; }

    /// <summary>Reads the project file.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Null if there is none.</returns>
    public abstract Task<ProjectSettings?> GetProjectSettingsAsync(CancellationToken cancellationToken = default);

    /// <summary>Writes the project file.</summary>
    /// <param name="settings">What it is to say.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task SaveProjectSettingsAsync(ProjectSettings settings, CancellationToken cancellationToken = default);

    /// <summary>Reads a stack's file.</summary>
    /// <param name="stackName">The stack.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Null if there is none.</returns>
    public abstract Task<StackSettings?> GetStackSettingsAsync(string stackName, CancellationToken cancellationToken = default);

    /// <summary>Writes a stack's file.</summary>
    /// <param name="stackName">The stack.</param>
    /// <param name="settings">What it is to say.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task SaveStackSettingsAsync(string stackName, StackSettings settings, CancellationToken cancellationToken = default);

    /// <summary>Words that every operation on a stack gets beside its own.</summary>
    /// <param name="stackName">The stack.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task<ImmutableList<string>> SerializeArgsForOpAsync(string stackName, CancellationToken cancellationToken = default);

    /// <summary>What is done after every operation on a stack.</summary>
    /// <param name="stackName">The stack.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task PostCommandCallbackAsync(string stackName, CancellationToken cancellationToken = default);

    /// <summary>Who the command acts for.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task<WhoAmIResult> WhoAmIAsync(CancellationToken cancellationToken = default);

    /// <summary>The stack that was selected last; null if none was.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public virtual async Task<StackSummary?> GetStackAsync(CancellationToken cancellationToken = default)
        => (await ListStacksAsync(cancellationToken)).Find(stack => stack.IsCurrent);

    /// <summary>Makes a stack and selects it.</summary>
    /// <param name="stackName">The stack.</param>
    /// <exception cref="StackAlreadyExistsException">There is one of that name.</exception>
    public Task CreateStackAsync(string stackName) => CreateStackAsync(stackName, CancellationToken.None);

    /// <inheritdoc cref="CreateStackAsync(string)"/>
    /// <param name="stackName">The stack.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task CreateStackAsync(string stackName, CancellationToken cancellationToken);

    /// <summary>Selects a stack.</summary>
    /// <param name="stackName">The stack.</param>
    /// <exception cref="StackNotFoundException">There is none of that name.</exception>
    public Task SelectStackAsync(string stackName) => SelectStackAsync(stackName, CancellationToken.None);

    /// <inheritdoc cref="SelectStackAsync(string)"/>
    /// <param name="stackName">The stack.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task SelectStackAsync(string stackName, CancellationToken cancellationToken);

    /// <summary>Forgets a stack, its settings and its history. It must have no resources any more.</summary>
    /// <param name="stackName">The stack.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task RemoveStackAsync(string stackName, CancellationToken cancellationToken = default);

    /// <summary>The stacks of the project.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task<ImmutableList<StackSummary>> ListStacksAsync(CancellationToken cancellationToken = default);

    /// <summary>A stack's state, secrets in clear.</summary>
    /// <param name="stackName">The stack.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task<StackDeployment> ExportStackAsync(string stackName, CancellationToken cancellationToken = default);

    /// <summary>Puts another state in place of a stack's own.</summary>
    /// <param name="stackName">The stack.</param>
    /// <param name="state">The state.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task ImportStackAsync(string stackName, StackDeployment state, CancellationToken cancellationToken = default);

    /// <summary>A stack's outputs as its last update left them.</summary>
    /// <param name="stackName">The stack.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task<ImmutableDictionary<string, OutputValue>> GetStackOutputsAsync(string stackName, CancellationToken cancellationToken = default);

    /// <summary>Encrypts a stack's secrets in another way.</summary>
    /// <param name="stackName">The stack.</param>
    /// <param name="newSecretsProvider">The way: <c>passphrase</c>, or a URL such as <c>awskms://…</c>.</param>
    /// <param name="secretsProviderOptions">What that needs.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task ChangeSecretsProviderAsync(
        string stackName, string newSecretsProvider, SecretsProviderOptions? secretsProviderOptions = null, CancellationToken cancellationToken = default);

    /// <summary>Installs the newest fitting plugin.</summary>
    /// <inheritdoc cref="InstallPluginAsync(string, string, PluginKind, PluginInstallOptions?, CancellationToken)"/>
    public Task InstallPluginAsync(string name, string version, PluginKind kind, CancellationToken cancellationToken)
        => InstallPluginAsync(name, version, kind, options: null, cancellationToken);

    /// <summary>Installs a plugin.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task InstallPluginAsync(
        string name, string version, PluginKind kind = PluginKind.Resource, PluginInstallOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Removes plugins.</summary>
    /// <param name="name">Their name; null = whatever their name is.</param>
    /// <param name="versionRange">Their versions, such as <c>^1.2.0</c>; null = all.</param>
    /// <param name="kind">What they are.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task RemovePluginAsync(
        string? name = null, string? versionRange = null, PluginKind kind = PluginKind.Resource, CancellationToken cancellationToken = default);

    /// <summary>The plugins that are installed.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task<ImmutableList<PluginInfo>> ListPluginsAsync(CancellationToken cancellationToken = default);

    /// <summary>Installs what the project needs: its program's packages and its plugins.</summary>
    /// <param name="options">What is left out.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task InstallAsync(InstallOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Gives back what the workspace holds.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives back what the workspace holds.</summary>
    /// <param name="disposing">Whether it is done on purpose, and not by the garbage collector.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
