using System.Reflection;

namespace Pulumi;

/// <summary>A resource that only holds others together; nothing exists in a cloud for it.</summary>
public class ComponentResource : Resource
{
    /// <summary>Registers the component.</summary>
    /// <param name="type">The type token: <c>package:module:Type</c>.</param>
    /// <param name="name">Unique among the resources of this type under the same parent.</param>
    /// <param name="options">Everything else.</param>
    public ComponentResource(string type, string name, ComponentResourceOptions? options = null)
        : this(type, name, ResourceArgs.Empty, options)
    {
    }

    /// <summary>Registers the component with properties of its own.</summary>
    /// <param name="type">The type token: <c>package:module:Type</c>.</param>
    /// <param name="name">Unique among the resources of this type under the same parent.</param>
    /// <param name="args">The properties; null = none.</param>
    /// <param name="options">Everything else.</param>
    /// <param name="remote">Whether a plugin constructs it and its children.</param>
    public ComponentResource(
        string type, string name, ResourceArgs? args, ComponentResourceOptions? options = null, bool remote = false)
        : this(type, name, args, options, remote, registerPackageRequest: null)
    {
    }

    /// <summary>Registers a component of a parameterised package.</summary>
    /// <param name="type">The type token: <c>package:module:Type</c>.</param>
    /// <param name="name">Unique among the resources of this type under the same parent.</param>
    /// <param name="args">The properties; null = none.</param>
    /// <param name="options">Everything else.</param>
    /// <param name="remote">Whether a plugin constructs it and its children.</param>
    /// <param name="registerPackageRequest">The package.</param>
    public ComponentResource(
        string type,
        string name,
        ResourceArgs? args,
        ComponentResourceOptions? options,
        bool remote,
        RegisterPackageRequest? registerPackageRequest = null)
        : base(type, name, custom: false, args ?? ResourceArgs.Empty, options ?? new(), remote, registerPackageRequest)
        => IsRemote = remote;

    internal bool IsRemote { get; }

    /// <summary>Says that all children are registered; the outputs are the properties with an <see cref="OutputAttribute"/>.</summary>
    protected void RegisterOutputs() => RegisterOutputs(PublishedProperties(typeof(Resource)));

    /// <summary>Says that all children are registered.</summary>
    /// <param name="outputs">What the state and displays show of the component.</param>
    protected void RegisterOutputs(IDictionary<string, object?> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        RegisterOutputs(Output.Create(outputs));
    }

    /// <inheritdoc cref="RegisterOutputs(IDictionary{string, object})"/>
    protected void RegisterOutputs(Task<IDictionary<string, object?>> outputs) => RegisterOutputs(Output.Create(outputs));

    /// <inheritdoc cref="RegisterOutputs(IDictionary{string, object})"/>
    protected void RegisterOutputs(Output<IDictionary<string, object?>> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        Deployment.Required.PublishOutputs(this, outputs);
    }

    /// <summary>The values of properties with an <see cref="OutputAttribute"/> that are declared below <paramref name="above"/>.</summary>
    private protected Dictionary<string, object?> PublishedProperties(Type above) => (
        from property in GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        let output = property.GetCustomAttribute<OutputAttribute>()
        where output is not null && property.DeclaringType!.IsSubclassOf(above)
        select (Name: output.Name is { Length: > 0 } name ? name : property.Name, Value: property.GetValue(this)))
        .ToDictionary(entry => entry.Name, entry => (object?)entry.Value);
}
