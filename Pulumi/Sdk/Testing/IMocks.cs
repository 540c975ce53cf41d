using System.Collections.Immutable;

namespace Pulumi.Testing;

/// <summary>Stands in for the engine and all providers while a program is tested.</summary>
public interface IMocks
{
    /// <summary>Says what becomes of a resource that the program declares or reads.</summary>
    /// <param name="args">The resource.</param>
    /// <returns>
    /// Its id (null for a component), and its outputs by their names in the provider's schema: a dictionary, or an object with
    /// <see cref="InputAttribute"/> or <see cref="OutputTypeAttribute"/>.
    /// </returns>
    Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args);

    /// <summary>Answers a call of a provider's function or of a resource's method.</summary>
    /// <param name="args">The call.</param>
    /// <returns>The result: a dictionary, or an object as for <see cref="NewResourceAsync"/>.</returns>
    Task<object> CallAsync(MockCallArgs args);

    /// <summary>Hears of the outputs that a component, or the stack, registers.</summary>
    /// <param name="args">The outputs.</param>
    Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args) => Task.CompletedTask;
}

/// <summary>A resource that the program declares or reads.</summary>
public class MockResourceArgs
{
    /// <summary>Its type token.</summary>
    public string? Type { get; set; }

    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>Its properties by their names in the provider's schema; those without a value or not known are left out.</summary>
    public ImmutableDictionary<string, object> Inputs { get; set; } = null!;

    /// <summary>The reference (<c>urn::id</c>) of its provider; empty = the default one.</summary>
    public string? Provider { get; set; }

    /// <summary>The id to read or to import; empty where a resource is created.</summary>
    public string? Id { get; set; }
}

/// <summary>A call of a provider's function or of a resource's method.</summary>
public class MockCallArgs
{
    /// <summary>What is called: <c>package:module:function</c>.</summary>
    public string? Token { get; set; }

    /// <summary>The arguments; those without a value are left out.</summary>
    public ImmutableDictionary<string, object> Args { get; set; } = null!;

    /// <summary>The reference (<c>urn::id</c>) of the provider; empty = the default one.</summary>
    public string? Provider { get; set; }
}

/// <summary>The outputs that a component, or the stack, registers.</summary>
/// <param name="urn">Its URN.</param>
/// <param name="outputs">The outputs by name.</param>
#pragma warning disable CA1051 // Fields in the official API.
public class MockRegisterResourceOutputsRequest(string urn, ImmutableDictionary<string, Output<object?>> outputs)
{
    /// <summary>Its URN.</summary>
    public readonly string Urn = urn;

    /// <summary>The outputs by name.</summary>
    public readonly ImmutableDictionary<string, Output<object?>> Outputs = outputs;
}
#pragma warning restore CA1051

/// <summary>Gives every resource its inputs as outputs, and no id.</summary>
public class EmptyMocks : IMocks
{
    /// <inheritdoc/>
    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return Task.FromResult<(string?, object)>((null, args.Inputs));
    }

    /// <inheritdoc/>
    public Task<object> CallAsync(MockCallArgs args) => Task.FromResult<object>(args);
}
