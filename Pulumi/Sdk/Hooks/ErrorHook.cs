using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Decides about an operation that failed.</summary>
/// <param name="args">The resource and what went wrong.</param>
/// <param name="cancellationToken">Cancelled when the engine no longer waits.</param>
/// <returns>Whether to try the operation again.</returns>
public delegate Task<bool> ErrorHookCallback(ErrorHookArgs args, CancellationToken cancellationToken = default);

/// <summary>
/// A function of the program that the engine asks when an operation on a resource failed, and that may have it tried again.
/// </summary>
public class ErrorHook
{
    /// <summary>Makes a hook known to the engine; inside a run only.</summary>
    /// <param name="name">Unique among the hooks of the program.</param>
    /// <param name="callback">What decides.</param>
    public ErrorHook(string name, ErrorHookCallback callback)
    {
        (Name, Callback) = (name, callback);
        Registered = Deployment.Required.Register(this);
    }

    /// <summary>A hook that somebody else makes known.</summary>
    /// <param name="name">Unique among the hooks of the program.</param>
    /// <param name="callback">What decides.</param>
    /// <param name="registered">Completes when the engine knows it.</param>
    protected internal ErrorHook(string name, ErrorHookCallback callback, Task registered)
        => (Name, Callback, Registered) = (name, callback, registered);

    /// <summary>Unique among the hooks of the program.</summary>
    public string Name { get; }

    /// <summary>What decides.</summary>
    public ErrorHookCallback Callback { get; }

    internal Task Registered { get; }
}

/// <summary>What an <see cref="ErrorHook"/> gets to see; secrets are outputs.</summary>
/// <param name="urn">The resource's URN.</param>
/// <param name="id">Its id; empty before it exists.</param>
/// <param name="name">Its name.</param>
/// <param name="type">Its type token.</param>
/// <param name="newInputs">The inputs it was to get (create, update).</param>
/// <param name="oldInputs">The inputs it has (update, delete).</param>
/// <param name="oldOutputs">The outputs it has (update, delete).</param>
/// <param name="failedOperation"><c>create</c>, <c>read</c>, <c>update</c> or <c>delete</c>.</param>
/// <param name="errors">What each attempt failed with, the last one first.</param>
public class ErrorHookArgs(
    string urn,
    string id,
    string name,
    string type,
    ImmutableDictionary<string, object?>? newInputs = null,
    ImmutableDictionary<string, object?>? oldInputs = null,
    ImmutableDictionary<string, object?>? oldOutputs = null,
    string failedOperation = "",
    IReadOnlyList<string>? errors = null)
{
    /// <summary>The resource's URN.</summary>
    public string Urn { get; } = urn;

    /// <summary>Its id; empty before it exists.</summary>
    public string Id { get; } = id;

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Its type token.</summary>
    public string Type { get; } = type;

    /// <summary>The inputs it was to get (create, update).</summary>
    public ImmutableDictionary<string, object?>? NewInputs { get; } = newInputs;

    /// <summary>The inputs it has (update, delete).</summary>
    public ImmutableDictionary<string, object?>? OldInputs { get; } = oldInputs;

    /// <summary>The outputs it has (update, delete).</summary>
    public ImmutableDictionary<string, object?>? OldOutputs { get; } = oldOutputs;

    /// <summary><c>create</c>, <c>read</c>, <c>update</c> or <c>delete</c>.</summary>
    public string FailedOperation { get; } = failedOperation;

    /// <summary>What each attempt failed with, the last one first.</summary>
    public IReadOnlyList<string> Errors { get; } = errors ?? [];
}
