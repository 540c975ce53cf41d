using Microsoft.Extensions.Logging;
using Pulumi.Automation.Commands;
using Pulumi.Automation.Commands.Exceptions;
using Pulumi.Automation.Exceptions;

namespace Pulumi.Automation;

/// <summary>
/// A workspace that is a folder on this machine: the project in <c>Pulumi.yaml</c>, each stack's settings in <c>Pulumi.&lt;stack&gt;.yaml</c>
/// (<c>.yml</c> and <c>.json</c> will do too). Every call is one run of the command in that folder.
/// </summary>
public sealed partial class LocalWorkspace : Workspace
{
    private readonly bool _ownsWorkDir;

    private LocalWorkspace(PulumiCommand command, LocalWorkspaceOptions? options) : base(command)
    {
        _ownsWorkDir = string.IsNullOrWhiteSpace(options?.WorkDir);
        WorkDir = _ownsWorkDir ? Directory.CreateTempSubdirectory("automation-").FullName : options!.WorkDir!;
        PulumiHome = options?.PulumiHome;
        SecretsProvider = options?.SecretsProvider;
        Program = options?.Program;
        Logger = options?.Logger;
        EnvironmentVariables = options?.EnvironmentVariables is { } variables ? new Dictionary<string, string?>(variables) : null;
    }

    /// <inheritdoc/>
    public override string WorkDir { get; }

    /// <inheritdoc/>
    public override string? PulumiHome { get; }

    /// <inheritdoc/>
    public override string PulumiVersion => Command.Version?.ToString() ?? throw new InvalidOperationException("Failed to get Pulumi version.");

    /// <inheritdoc/>
    public override string? SecretsProvider { get; }

    /// <inheritdoc/>
    public override PulumiFn? Program { get; set; }

    /// <inheritdoc/>
    public override ILogger? Logger { get; set; }

    /// <inheritdoc/>
    public override IDictionary<string, string?>? EnvironmentVariables { get; set; }

    /// <summary>Makes a workspace: its folder, its project file and the stacks' files that the options give.</summary>
    /// <param name="options">What it is made of.</param>
    /// <param name="cancellationToken">Stops making it.</param>
    /// <exception cref="InvalidOperationException">There is no command, or its version will not do.</exception>
    /// <exception cref="ProjectSettingsConflictException">The folder has a project file that says something else.</exception>
    public static async Task<LocalWorkspace> CreateAsync(LocalWorkspaceOptions? options = null, CancellationToken cancellationToken = default)
    {
        var command = options?.PulumiCommand ?? await LocalPulumiCommand.CreateAsync(
            new() { SkipVersionCheck = options?.EnvironmentVariables?.ContainsKey(LocalPulumiCommand.SkipVersionCheckVar) == true }, cancellationToken);
        var workspace = new LocalWorkspace(command, options);
        try
        {
            await workspace.WriteSettingsAsync(options, cancellationToken);
            return workspace;
        }
        catch
        {
            workspace.Dispose();
            throw;
        }
    }

    /// <summary>Makes a new stack with an inline program, in a workspace of its own.</summary>
    /// <param name="args">The stack, its program and its workspace.</param>
    /// <exception cref="StackAlreadyExistsException">There is a stack of that name.</exception>
    public static Task<WorkspaceStack> CreateStackAsync(InlineProgramArgs args) => CreateStackAsync(args, CancellationToken.None);

    /// <inheritdoc cref="CreateStackAsync(InlineProgramArgs)"/>
    /// <param name="args">The stack, its program and its workspace.</param>
    /// <param name="cancellationToken">Stops making it.</param>
    public static Task<WorkspaceStack> CreateStackAsync(InlineProgramArgs args, CancellationToken cancellationToken)
        => OpenAsync(args, args?.StackName, WorkspaceStack.CreateAsync, cancellationToken);

    /// <summary>Makes a new stack with a program on disk.</summary>
    /// <param name="args">The stack and its workspace.</param>
    /// <exception cref="StackAlreadyExistsException">There is a stack of that name.</exception>
    public static Task<WorkspaceStack> CreateStackAsync(LocalProgramArgs args) => CreateStackAsync(args, CancellationToken.None);

    /// <inheritdoc cref="CreateStackAsync(LocalProgramArgs)"/>
    /// <param name="args">The stack and its workspace.</param>
    /// <param name="cancellationToken">Stops making it.</param>
    public static Task<WorkspaceStack> CreateStackAsync(LocalProgramArgs args, CancellationToken cancellationToken)
        => OpenAsync(args, args?.StackName, WorkspaceStack.CreateAsync, cancellationToken);

    /// <summary>Takes a stack that is there, with an inline program, in a workspace of its own.</summary>
    /// <param name="args">The stack, its program and its workspace.</param>
    /// <exception cref="StackNotFoundException">There is no stack of that name.</exception>
    public static Task<WorkspaceStack> SelectStackAsync(InlineProgramArgs args) => SelectStackAsync(args, CancellationToken.None);

    /// <inheritdoc cref="SelectStackAsync(InlineProgramArgs)"/>
    /// <param name="args">The stack, its program and its workspace.</param>
    /// <param name="cancellationToken">Stops selecting it.</param>
    public static Task<WorkspaceStack> SelectStackAsync(InlineProgramArgs args, CancellationToken cancellationToken)
        => OpenAsync(args, args?.StackName, WorkspaceStack.SelectAsync, cancellationToken);

    /// <summary>Takes a stack that is there, with a program on disk.</summary>
    /// <param name="args">The stack and its workspace.</param>
    /// <exception cref="StackNotFoundException">There is no stack of that name.</exception>
    public static Task<WorkspaceStack> SelectStackAsync(LocalProgramArgs args) => SelectStackAsync(args, CancellationToken.None);

    /// <inheritdoc cref="SelectStackAsync(LocalProgramArgs)"/>
    /// <param name="args">The stack and its workspace.</param>
    /// <param name="cancellationToken">Stops selecting it.</param>
    public static Task<WorkspaceStack> SelectStackAsync(LocalProgramArgs args, CancellationToken cancellationToken)
        => OpenAsync(args, args?.StackName, WorkspaceStack.SelectAsync, cancellationToken);

    /// <summary>Takes a stack with an inline program, in a workspace of its own; makes it if it is not there.</summary>
    /// <param name="args">The stack, its program and its workspace.</param>
    public static Task<WorkspaceStack> CreateOrSelectStackAsync(InlineProgramArgs args) => CreateOrSelectStackAsync(args, CancellationToken.None);

    /// <inheritdoc cref="CreateOrSelectStackAsync(InlineProgramArgs)"/>
    /// <param name="args">The stack, its program and its workspace.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static Task<WorkspaceStack> CreateOrSelectStackAsync(InlineProgramArgs args, CancellationToken cancellationToken)
        => OpenAsync(args, args?.StackName, WorkspaceStack.CreateOrSelectAsync, cancellationToken);

    /// <summary>Takes a stack with a program on disk; makes it if it is not there.</summary>
    /// <param name="args">The stack and its workspace.</param>
    public static Task<WorkspaceStack> CreateOrSelectStackAsync(LocalProgramArgs args) => CreateOrSelectStackAsync(args, CancellationToken.None);

    /// <inheritdoc cref="CreateOrSelectStackAsync(LocalProgramArgs)"/>
    /// <param name="args">The stack and its workspace.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static Task<WorkspaceStack> CreateOrSelectStackAsync(LocalProgramArgs args, CancellationToken cancellationToken)
        => OpenAsync(args, args?.StackName, WorkspaceStack.CreateOrSelectAsync, cancellationToken);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && _ownsWorkDir && Directory.Exists(WorkDir))
        {
            Directory.Delete(WorkDir, recursive: true);
        }
    }

    private static async Task<WorkspaceStack> OpenAsync(
        LocalWorkspaceOptions? args, string? stackName, Func<string, Workspace, CancellationToken, Task<WorkspaceStack>> open, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (args is InlineProgramArgs && args.ProjectSettings is null)
        {
            throw new ArgumentNullException(nameof(args), $"{nameof(args.ProjectSettings)} cannot be null.");
        }

        var workspace = await CreateAsync(args, cancellation);
        try
        {
            return await open(stackName!, workspace, cancellation);
        }
        catch
        {
            // Whoever gets no stack has no workspace to dispose of.
            workspace.Dispose();
            throw;
        }
    }
}
