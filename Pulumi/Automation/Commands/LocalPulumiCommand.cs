using System.Text;
using CliWrap;
using CliWrap.Buffered;
using Pulumi.Automation.Commands.Exceptions;
using Pulumi.Automation.EventLogs;
using Pulumi.Automation.Events;
using Semver;

namespace Pulumi.Automation.Commands;

/// <summary>A command on this machine: the <c>pulumi</c> on PATH, or <c>bin/pulumi</c> of a folder.</summary>
public class LocalPulumiCommand : PulumiCommand
{
    /// <summary>The variable that, once set, makes any version of the command do.</summary>
    public const string SkipVersionCheckVar = "PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK";

    // Since then it sends events to a socket; before, it could write them to a file only.
    private static readonly SemVersion LastWithoutEventStream = new(3, 205, 0);

    // What is under way when a caller cancels is finished and written down. This is how long that may take.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly string _command;

    private LocalPulumiCommand(string command, SemVersion? version) => (_command, Version) = (command, version);

    /// <inheritdoc/>
    public override SemVersion? Version { get; }

    /// <summary>Finds the command and asks for its version.</summary>
    /// <param name="options">Which command, and which versions will do.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <exception cref="InvalidOperationException">It is not there, or its version will not do.</exception>
    public static async Task<LocalPulumiCommand> CreateAsync(LocalPulumiCommandOptions? options = null, CancellationToken cancellationToken = default)
    {
        var command = options?.Root is { } root ? Path.GetFullPath(Path.Combine(root, "bin", "pulumi")) : "pulumi";
        var skip = options?.SkipVersionCheck == true || Environment.GetEnvironmentVariable(SkipVersionCheckVar) is not null;
        BufferedCommandResult asked;
        try
        {
            asked = await Cli.Wrap(command)
                .WithArguments("version")
                .WithEnvironmentVariables(environment => environment.Set("PULUMI_SKIP_UPDATE_CHECK", "true"))
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(cancellationToken);
        }
        catch (System.ComponentModel.Win32Exception absent)
        {
            throw new InvalidOperationException(options?.Root is null
                ? "There is no 'pulumi' on PATH. Install it, or say where it is: LocalPulumiCommandOptions.Root, whose bin/pulumi is taken."
                : $"There is no command {command} that can be run.", absent);
        }

        return asked.ExitCode == 0
            ? new(command, VersionCheck.Read(command, asked.StandardOutput, options?.Version, skip))
            : throw new InvalidOperationException(
                $"failed to get pulumi version: '{command} version' ended with {asked.ExitCode}: {asked.StandardOutput}{asked.StandardError}");
    }

    /// <inheritdoc/>
    public override Task<CommandResult> RunAsync(
        IList<string> args,
        string workingDir,
        IDictionary<string, string?> additionalEnv,
        Action<string>? onStandardOutput = null,
        Action<string>? onStandardError = null,
        Action<EngineEvent>? onEngineEvent = null,
        CancellationToken cancellationToken = default)
        => RunInputAsync(args, workingDir, additionalEnv, onStandardOutput, onStandardError, stdIn: null, onEngineEvent, cancellationToken);

    /// <inheritdoc/>
    public override async Task<CommandResult> RunInputAsync(
        IList<string> args,
        string workingDir,
        IDictionary<string, string?> additionalEnv,
        Action<string>? onStandardOutput = null,
        Action<string>? onStandardError = null,
        string? stdIn = null,
        Action<EngineEvent>? onEngineEvent = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(additionalEnv);
        var command = Cli.Wrap(_command)
            .WithWorkingDirectory(workingDir)
            .WithStandardInputPipe(stdIn is null ? PipeSource.Null : PipeSource.FromString(stdIn, Encoding.UTF8))
            .WithValidation(CommandResultValidation.None);
        if (onEngineEvent is null)
        {
            return await RunToEndAsync(
                command.WithArguments(CommandWords.For(args, eventLog: null)).WithEnvironmentVariables(CommandEnvironment.For(_command, additionalEnv)),
                onStandardOutput, onStandardError, cancellationToken);
        }

        var hasStream = Version is not null && Version.ComparePrecedenceTo(LastWithoutEventStream) > 0;
        var listener = new EventListener(onEngineEvent);
        await using IEventLog log = hasStream
            ? await StreamedEventLog.OpenAsync(listener, cancellationToken)
            : new FileEventLog(listener, TimeProvider.System);
        command = command.WithArguments(CommandWords.For(args, log.Address))
            .WithEnvironmentVariables(CommandEnvironment.For(_command, additionalEnv).SetItem("PULUMI_DEBUG_COMMANDS", "true"));
        CommandResult result;
        try
        {
            result = await RunToEndAsync(command, onStandardOutput, onStandardError, cancellationToken);
        }
        finally
        {
            // Whatever became of the command: who listens has heard everything before the caller knows how it ended.
            await log.CompleteAsync();
        }

        listener.ThrowIfFailed();
        return result;
    }

    private static async Task<CommandResult> RunToEndAsync(
        Command command, Action<string>? onOutput, Action<string>? onError, CancellationToken cancellation)
    {
        var (output, error) = (new StringBuilder(), new StringBuilder());
        using var kill = new CancellationTokenSource();
        await using var late = cancellation.Register(() => kill.CancelAfter(Grace));
        var ended = await command
            .WithStandardOutputPipe(To(output, onOutput))
            .WithStandardErrorPipe(To(error, onError))
            .ExecuteAsync(kill.Token, cancellation);
        var result = new CommandResult(ended.ExitCode, output.ToString(), error.ToString());
        return result.Code == 0 ? result : throw CommandException.Of(result);
    }

    private static PipeTarget To(StringBuilder text, Action<string>? lines)
    {
        var target = PipeTarget.ToStringBuilder(text, Encoding.UTF8);
        return lines is null ? target : PipeTarget.Merge(target, PipeTarget.ToDelegate(lines, Encoding.UTF8));
    }
}
