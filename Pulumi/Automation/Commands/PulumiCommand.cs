using Pulumi.Automation.Events;
using Semver;

namespace Pulumi.Automation.Commands;

/// <summary>
/// The command that does the work: <c>pulumi</c>, or one that takes the same words. A workspace gets it by
/// <see cref="LocalWorkspaceOptions.PulumiCommand"/>.
/// </summary>
public abstract class PulumiCommand
{
    /// <summary>The command's version; null when it could not be told and the check was skipped.</summary>
    public abstract SemVersion? Version { get; }

    /// <summary>Runs the command to its end.</summary>
    /// <param name="args">Its words.</param>
    /// <param name="workingDir">The folder it runs in.</param>
    /// <param name="additionalEnv">Variables beside those of this process; null takes one away.</param>
    /// <param name="onStandardOutput">Gets each line of its standard output as it is written.</param>
    /// <param name="onStandardError">Gets each line of its standard error as it is written.</param>
    /// <param name="onEngineEvent">Gets each event of the operation as it happens, one after the other.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    /// <exception cref="Exceptions.CommandException">Its exit code was not 0.</exception>
    public abstract Task<CommandResult> RunAsync(
        IList<string> args,
        string workingDir,
        IDictionary<string, string?> additionalEnv,
        Action<string>? onStandardOutput = null,
        Action<string>? onStandardError = null,
        Action<EngineEvent>? onEngineEvent = null,
        CancellationToken cancellationToken = default);

    /// <summary>Runs the command to its end, with something to read.</summary>
    /// <param name="args">Its words.</param>
    /// <param name="workingDir">The folder it runs in.</param>
    /// <param name="additionalEnv">Variables beside those of this process; null takes one away.</param>
    /// <param name="onStandardOutput">Gets each line of its standard output as it is written.</param>
    /// <param name="onStandardError">Gets each line of its standard error as it is written.</param>
    /// <param name="stdIn">What it reads from standard input; null = nothing.</param>
    /// <param name="onEngineEvent">Gets each event of the operation as it happens, one after the other.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    /// <exception cref="Exceptions.CommandException">Its exit code was not 0.</exception>
    public abstract Task<CommandResult> RunInputAsync(
        IList<string> args,
        string workingDir,
        IDictionary<string, string?> additionalEnv,
        Action<string>? onStandardOutput = null,
        Action<string>? onStandardError = null,
        string? stdIn = null,
        Action<EngineEvent>? onEngineEvent = null,
        CancellationToken cancellationToken = default);
}
