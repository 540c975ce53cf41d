namespace Pulumi;

/// <summary>Runs at a moment in a resource's life; an exception fails that step.</summary>
/// <param name="args">The resource and the moment.</param>
/// <param name="cancellationToken">Cancelled when the engine no longer waits.</param>
public delegate Task ResourceHookCallback(ResourceHookArgs args, CancellationToken cancellationToken = default);

/// <summary>
/// A function of the program that the engine runs before or after it creates, updates or deletes a resource. Resources name it in
/// <see cref="ResourceOptions.Hooks"/>. Hooks of a deletion run only while the program still registers them.
/// </summary>
public class ResourceHook
{
    /// <summary>Makes a hook known to the engine; inside a run only.</summary>
    /// <param name="name">Unique among the hooks of the program.</param>
    /// <param name="callback">What runs.</param>
    /// <param name="options">When it runs, and what its failure means.</param>
    public ResourceHook(string name, ResourceHookCallback callback, ResourceHookOptions? options = null)
    {
        (Name, Callback, Options) = (name, callback, options ?? new());
        Registered = Deployment.Required.Register(this);
    }

    /// <summary>A hook that somebody else makes known.</summary>
    /// <param name="name">Unique among the hooks of the program.</param>
    /// <param name="callback">What runs.</param>
    /// <param name="options">When it runs, and what its failure means.</param>
    /// <param name="registered">Completes when the engine knows it.</param>
    protected ResourceHook(string name, ResourceHookCallback callback, ResourceHookOptions options, Task registered)
        => (Name, Callback, Options, Registered) = (name, callback, options, registered);

    /// <summary>Unique among the hooks of the program.</summary>
    public string Name { get; }

    /// <summary>What runs.</summary>
    public ResourceHookCallback Callback { get; }

    /// <summary>When it runs, and what its failure means.</summary>
    public ResourceHookOptions Options { get; }

    internal Task Registered { get; }
}

/// <summary>When a hook runs, and what its failure means.</summary>
public class ResourceHookOptions
{
    /// <summary>Whether it runs in previews too; null = false.</summary>
    public bool? OnDryRun { get; set; }

    /// <summary>Whether its failure is only a warning; null = false.</summary>
    public bool? IgnoreErrors { get; set; }
}
