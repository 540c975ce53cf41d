namespace Pulumi.Automation;

/// <summary>Repairs of a stack's state. Nothing but the state is changed.</summary>
public sealed class WorkspaceStackState
{
    private readonly WorkspaceStack _stack;

    internal WorkspaceStackState(WorkspaceStack stack) => _stack = stack;

    /// <summary>Forgets a resource that nothing depends on.</summary>
    /// <param name="urn">The resource.</param>
    /// <param name="force">Whether it is forgotten although it is protected.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task DeleteAsync(string urn, bool force = false, CancellationToken cancellationToken = default)
        => _stack.RunAsync(new OperationWords("state", "delete", urn).Flag("--force", force), cancellationToken);

    /// <summary>Takes a resource's protection away.</summary>
    /// <param name="urn">The resource.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task UnprotectAsync(string urn, CancellationToken cancellationToken = default)
        => _stack.RunAsync(new OperationWords("state", "unprotect", urn), cancellationToken);

    /// <summary>Takes the protection of all resources away.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public Task UnprotectAllAsync(CancellationToken cancellationToken = default)
        => _stack.RunAsync(new OperationWords("state", "unprotect", "--all"), cancellationToken);
}
