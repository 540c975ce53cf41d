using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Pulumi.Automation.Commands;
using Pulumi.Automation.Commands.Exceptions;
using Pulumi.Automation.Events;
using Pulumi.Automation.Exceptions;

namespace Pulumi.Automation;

// What is done with a stack. An exception of an inline program is thrown as it is; what the command says of it is left out then.
public sealed partial class WorkspaceStack
{
    /// <summary>Makes the stack what its program says.</summary>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops it: what is under way is finished, nothing more is begun.</param>
    /// <exception cref="ConcurrentUpdateException">Somebody else is changing the stack.</exception>
    public async Task<UpResult> UpAsync(UpOptions? options = null, CancellationToken cancellationToken = default)
    {
        var words = new OperationWords("up", "--yes", "--skip-preview")
            .Flag("--expect-no-changes", options?.ExpectNoChanges)
            .Choice("--show-reads", options?.ShowReads)
            .Flag("--diff", options?.Diff)
            .Value("--plan", options?.Plan)
            .Values("--replace", options?.Replace)
            .Flag("--exclude-dependents", options?.ExcludeDependents)
            .Flag("--target-dependents", options?.TargetDependents)
            .Flag("--continue-on-error", options?.ContinueOnError)
            .Flag("--refresh", options?.Refresh)
            .Options(options);
        var result = await OperateAsync(
            words, options, options?.OnEvent, options?.Program ?? Workspace.Program, options?.Logger ?? Workspace.Logger, cancellationToken);
        var outputs = await GetOutputsAsync(cancellationToken);
        return new(result.StandardOutput, result.StandardError, await SummaryAsync(options?.ShowSecrets, cancellationToken), outputs);
    }

    /// <summary>Says what an update would do.</summary>
    /// <param name="options">How it finds out.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="NoSummaryEventException">The command ended well and said nothing.</exception>
    public async Task<PreviewResult> PreviewAsync(PreviewOptions? options = null, CancellationToken cancellationToken = default)
    {
        var words = new OperationWords("preview")
            .Flag("--expect-no-changes", options?.ExpectNoChanges)
            .Choice("--show-reads", options?.ShowReads)
            .Flag("--diff", options?.Diff)
            .Value("--save-plan", options?.Plan)
            .Values("--replace", options?.Replace)
            .Flag("--exclude-dependents", options?.ExcludeDependents)
            .Flag("--target-dependents", options?.TargetDependents)
            .Flag("--refresh", options?.Refresh)
            .Options(options);
        IImmutableDictionary<OperationType, int>? changes = null;
        var result = await OperateAsync(
            words, options, Listen, options?.Program ?? Workspace.Program, options?.Logger ?? Workspace.Logger, cancellationToken);
        return new(result.StandardOutput, result.StandardError, changes ?? throw new NoSummaryEventException("No summary of changes for 'preview'"));

        void Listen(EngineEvent happened)
        {
            changes = happened.SummaryEvent?.ResourceChanges ?? changes;
            options?.OnEvent?.Invoke(happened);
        }
    }

    /// <summary>Brings the stack's state up to date with what is there.</summary>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConcurrentUpdateException">Somebody else is changing the stack.</exception>
    public async Task<UpdateResult> RefreshAsync(RefreshOptions? options = null, CancellationToken cancellationToken = default)
    {
        var words = new OperationWords("refresh", "--yes");
        if (options is not null)
        {
            words.Add(options.PreviewOnly == true ? "--preview-only" : "--skip-preview")
                .Flag("--expect-no-changes", options.ExpectNoChanges)
                .Flag("--skip-pending-creates", options.SkipPendingCreates)
                .Flag("--clear-pending-creates", options.ClearPendingCreates)
                .Values("--import-pending-creates", options.ImportPendingCreates?.SelectMany(pending => (string[])[pending.Urn, pending.Id]))
                .Choice("--run-program", options.RunProgram)
                .Options(options);
        }

        return await OperateWithoutProgramAsync(words, options, options?.RunProgram, options?.ShowSecrets, cancellationToken);
    }

    /// <summary>Deletes everything of the stack. The stack itself stays, with its settings and its history.</summary>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ConcurrentUpdateException">Somebody else is changing the stack.</exception>
    public Task<UpdateResult> DestroyAsync(DestroyOptions? options = null, CancellationToken cancellationToken = default)
    {
        var words = new OperationWords("destroy")
            .Add(options?.PreviewOnly == true ? ["--preview-only"] : ["--yes", "--skip-preview"])
            .Flag("--exclude-dependents", options?.ExcludeDependents)
            .Flag("--target-dependents", options?.TargetDependents)
            .Flag("--continue-on-error", options?.ContinueOnError)
            .Flag("--refresh", options?.Refresh)
            .Choice("--run-program", options?.RunProgram)
            .Options(options);
        return OperateWithoutProgramAsync(words, options, options?.RunProgram, options?.ShowSecrets, cancellationToken);
    }

    private async Task<UpdateResult> OperateWithoutProgramAsync(
        OperationWords words, UpdateOptions? options, bool? runProgram, bool? showSecrets, CancellationToken cancellation)
    {
        // The kind says what the stack's program is, also where it does not run.
        var program = Workspace.Program;
        var result = runProgram == true && program is not null
            ? await OperateAsync(words, options, options?.OnEvent, program, Workspace.Logger, cancellation)
            : await RunAsync(words.Add("--exec-kind", KindOf(program)), options?.OnStandardOutput, options?.OnStandardError, options?.OnEvent, cancellation);
        return new(result.StandardOutput, result.StandardError, await SummaryAsync(showSecrets, cancellation));
    }

    private async Task<CommandResult> OperateAsync(
        OperationWords words, UpdateOptions? options, Action<EngineEvent>? onEvent, PulumiFn? program, ILogger? logger, CancellationToken cancellation)
    {
        if (program is null)
        {
            return await RunAsync(words.Add("--exec-kind", KindOf(program)), options?.OnStandardOutput, options?.OnStandardError, onEvent, cancellation);
        }

        await using var host = await InlineHost.StartAsync(program, logger, cancellation);
        try
        {
            return await RunAsync(
                words.Add(host.ClientFlag, "--exec-kind", KindOf(program)), options?.OnStandardOutput, options?.OnStandardError, onEvent, cancellation);
        }
        catch (CommandException)
        {
            host.ThrowIfProgramFailed();
            throw;
        }
    }

    private async Task<UpdateSummary> SummaryAsync(bool? showSecrets, CancellationToken cancellation) => (await GetInfoAsync(showSecrets, cancellation))!;

    private static string KindOf(PulumiFn? program) => program is null ? "auto.local" : "auto.inline";
}
