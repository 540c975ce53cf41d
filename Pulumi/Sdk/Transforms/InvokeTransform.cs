using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Looks at a call of a provider's function on its way into the engine, and may change its arguments and options.</summary>
/// <param name="args">The call.</param>
/// <param name="cancellationToken">Cancelled when the engine no longer waits.</param>
/// <returns>The new arguments and options; null = leave both as they are.</returns>
public delegate Task<InvokeTransformResult?> InvokeTransform(InvokeTransformArgs args, CancellationToken cancellationToken = default);

#pragma warning disable CA1815 // Never compared.
/// <summary>What a transform of calls gets to see.</summary>
/// <param name="token">The function: <c>package:module:function</c>.</param>
/// <param name="args">Its arguments; what is secret is an output.</param>
/// <param name="options">The provider, its version and where it comes from.</param>
public readonly struct InvokeTransformArgs(string token, ImmutableDictionary<string, object?> args, InvokeOptions options)
{
    /// <summary>The function: <c>package:module:function</c>.</summary>
    public string Token { get; } = token;

    /// <summary>Its arguments; what is secret is an output.</summary>
    public ImmutableDictionary<string, object?> Args { get; } = args;

    /// <summary>The provider, its version and where it comes from.</summary>
    public InvokeOptions Options { get; } = options;
}

/// <summary>What a transform of calls gives back.</summary>
/// <param name="args">The arguments.</param>
/// <param name="options">The provider, its version and where it comes from; a parent has no effect.</param>
public readonly struct InvokeTransformResult(ImmutableDictionary<string, object?> args, InvokeOptions options)
{
    /// <summary>The arguments.</summary>
    public ImmutableDictionary<string, object?> Args { get; } = args;

    /// <summary>The provider, its version and where it comes from; a parent has no effect.</summary>
    public InvokeOptions Options { get; } = options;
}
#pragma warning restore CA1815
