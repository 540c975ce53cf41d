using System.Collections.Immutable;
using Pulumi.Automation.Commands;
using Pulumi.Automation.Commands.Exceptions;
using Pulumi.Automation.Events;
using Pulumi.Automation.Wire;

namespace Pulumi.Automation;

/// <summary>
/// One stack of a workspace. Every call is one run of the command or a few; every one throws a <see cref="CommandException"/> when the command
/// fails.
/// </summary>
// The name is the field's.
#pragma warning disable CA1711
public sealed partial class WorkspaceStack : IDisposable
#pragma warning restore CA1711
{
    private WorkspaceStack(string name, Workspace workspace)
    {
        Name = name;
        Workspace = workspace;
        State = new(this);
    }

    /// <summary>The stack's name.</summary>
    public string Name { get; }

    /// <summary>The workspace it belongs to.</summary>
    public Workspace Workspace { get; }

    /// <summary>Repairs of its state.</summary>
    public WorkspaceStackState State { get; }

    /// <summary>Makes a stack.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="StackAlreadyExistsException">There is one of that name.</exception>
    public static async Task<WorkspaceStack> CreateAsync(string name, Workspace workspace, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        await workspace.CreateStackAsync(name, cancellationToken);
        return new(name, workspace);
    }

    /// <summary>Takes a stack that is there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="StackNotFoundException">There is none of that name.</exception>
    public static async Task<WorkspaceStack> SelectAsync(string name, Workspace workspace, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        await workspace.SelectStackAsync(name, cancellationToken);
        return new(name, workspace);
    }

    /// <summary>Takes a stack; makes it if it is not there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<WorkspaceStack> CreateOrSelectAsync(string name, Workspace workspace, CancellationToken cancellationToken = default)
    {
        try
        {
            return await SelectAsync(name, workspace, cancellationToken);
        }
        catch (StackNotFoundException)
        {
            return await CreateAsync(name, workspace, cancellationToken);
        }
    }

    /// <summary>The stack's outputs as its last update left them.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<ImmutableDictionary<string, OutputValue>> GetOutputsAsync(CancellationToken cancellationToken = default)
        => Workspace.GetStackOutputsAsync(Name, cancellationToken);

    /// <summary>The operations on the stack, newest first.</summary>
    /// <param name="options">Which of them; null = all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ArgumentException">A page has less than one operation.</exception>
    public async Task<ImmutableList<UpdateSummary>> GetHistoryAsync(HistoryOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (options?.PageSize < 1)
        {
            throw new ArgumentException($"{nameof(options.PageSize)} must be greater than or equal to 1.", nameof(options));
        }

        var words = new OperationWords("stack", "history", "--json").Flag("--show-secrets", options?.ShowSecrets ?? true);
        if (options?.PageSize is { } size)
        {
            words.Value("--page-size", size).Value("--page", Math.Max(options.Page ?? 1, 1));
        }

        var result = await RunAsync(words, cancellationToken);
        return string.IsNullOrWhiteSpace(result.StandardOutput) ? [] : WireJson.Read<ImmutableList<UpdateSummary>>(result.StandardOutput);
    }

    /// <summary>The last operation on the stack; null before the first.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<UpdateSummary?> GetInfoAsync(CancellationToken cancellationToken = default) => GetInfoAsync(showSecrets: true, cancellationToken);

    /// <summary>The stack's state, secrets in clear.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<StackDeployment> ExportStackAsync(CancellationToken cancellationToken = default) => Workspace.ExportStackAsync(Name, cancellationToken);

    /// <summary>Puts another state in place of the stack's own.</summary>
    /// <param name="state">The state.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task ImportStackAsync(StackDeployment state, CancellationToken cancellationToken = default)
        => Workspace.ImportStackAsync(Name, state, cancellationToken);

    /// <summary>
    /// Breaks off the operation that is under way on the stack, whoever began it. A resource that is being made at that moment may be there
    /// without being known; the next operation says so.
    /// </summary>
    /// <param name="cancellationToken">Stops it.</param>
    public Task CancelAsync(CancellationToken cancellationToken = default) => Workspace.RunAsync(["cancel", "--yes", "--stack", Name], cancellationToken);

    /// <summary>Encrypts the stack's secrets in another way.</summary>
    /// <param name="newSecretsProvider">The way: <c>passphrase</c>, or a URL such as <c>awskms://…</c>.</param>
    /// <param name="secretsProviderOptions">What that needs.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task ChangeSecretsProviderAsync(
        string newSecretsProvider, SecretsProviderOptions? secretsProviderOptions = null, CancellationToken cancellationToken = default)
        => Workspace.ChangeSecretsProviderAsync(Name, newSecretsProvider, secretsProviderOptions, cancellationToken);

    /// <summary>Gives back what the stack's workspace holds. The stack itself stays.</summary>
    public void Dispose() => Workspace.Dispose();

    /// <summary>Runs the command on this stack.</summary>
    internal Task<CommandResult> RunAsync(OperationWords words, CancellationToken cancellation) => RunAsync(words, null, null, null, cancellation);

    private Task<CommandResult> RunAsync(
        OperationWords words, Action<string>? onOutput, Action<string>? onError, Action<EngineEvent>? onEvent, CancellationToken cancellation)
        => Workspace.OperateAsync(Name, words.Add("--stack", Name).All, onOutput, onError, onEvent, cancellation);

    private async Task<UpdateSummary?> GetInfoAsync(bool? showSecrets, CancellationToken cancellation)
        => (await GetHistoryAsync(new() { PageSize = 1, ShowSecrets = showSecrets }, cancellation)) is [var last, ..] ? last : null;
}
