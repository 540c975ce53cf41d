using System.Collections.Immutable;

namespace Pulumi.Automation;

// Settings, environments and tags of a stack.
public abstract partial class Workspace
{
    /// <summary>A setting of a stack.</summary>
    /// <param name="stackName">The stack.</param>
    /// <param name="key">Its key; without a namespace, one of the project's own.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task<ConfigValue> GetConfigAsync(string stackName, string key, CancellationToken cancellationToken = default);

    /// <summary>A setting of a stack, or a value within one.</summary>
    /// <param name="stackName">The stack.</param>
    /// <param name="key">Its key; without a namespace, one of the project's own.</param>
    /// <param name="path">Whether the key may lead into a value: <c>hosts[0].name</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public virtual Task<ConfigValue> GetConfigAsync(string stackName, string key, bool path, CancellationToken cancellationToken = default)
        => path ? throw PathNotSupported() : GetConfigAsync(stackName, key, cancellationToken);

    /// <summary>All settings of a stack by full key, secrets in clear.</summary>
    /// <param name="stackName">The stack.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task<ImmutableDictionary<string, ConfigValue>> GetAllConfigAsync(string stackName, CancellationToken cancellationToken = default);

    /// <summary>Changes a setting of a stack.</summary>
    /// <param name="stackName">The stack.</param>
    /// <param name="key">Its key; without a namespace, one of the project's own.</param>
    /// <param name="value">Its value.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task SetConfigAsync(string stackName, string key, ConfigValue value, CancellationToken cancellationToken = default);

    /// <summary>Changes a setting of a stack, or a value within one.</summary>
    /// <param name="stackName">The stack.</param>
    /// <param name="key">Its key; without a namespace, one of the project's own.</param>
    /// <param name="value">Its value.</param>
    /// <param name="path">Whether the key may lead into a value: <c>hosts[0].name</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public virtual Task SetConfigAsync(string stackName, string key, ConfigValue value, bool path, CancellationToken cancellationToken = default)
        => path ? throw PathNotSupported() : SetConfigAsync(stackName, key, value, cancellationToken);

    /// <summary>Changes several settings of a stack.</summary>
    /// <param name="stackName">The stack.</param>
    /// <param name="configMap">The settings by key.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task SetAllConfigAsync(string stackName, IDictionary<string, ConfigValue> configMap, CancellationToken cancellationToken = default);

    /// <summary>Changes several settings of a stack, or values within them.</summary>
    /// <param name="stackName">The stack.</param>
    /// <param name="configMap">The settings by key.</param>
    /// <param name="path">Whether the keys may lead into values: <c>hosts[0].name</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public virtual Task SetAllConfigAsync(
        string stackName, IDictionary<string, ConfigValue> configMap, bool path, CancellationToken cancellationToken = default)
        => path ? throw PathNotSupported() : SetAllConfigAsync(stackName, configMap, cancellationToken);

    /// <summary>Takes a setting out of a stack's file.</summary>
    /// <param name="stackName">The stack.</param>
    /// <param name="key">Its key.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task RemoveConfigAsync(string stackName, string key, CancellationToken cancellationToken = default);

    /// <summary>Takes a setting, or a value within one, out of a stack's file.</summary>
    /// <param name="stackName">The stack.</param>
    /// <param name="key">Its key.</param>
    /// <param name="path">Whether the key may lead into a value: <c>hosts[0].name</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public virtual Task RemoveConfigAsync(string stackName, string key, bool path, CancellationToken cancellationToken = default)
        => path ? throw PathNotSupported() : RemoveConfigAsync(stackName, key, cancellationToken);

    /// <summary>Takes several settings out of a stack's file.</summary>
    /// <param name="stackName">The stack.</param>
    /// <param name="keys">Their keys.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task RemoveAllConfigAsync(string stackName, IEnumerable<string> keys, CancellationToken cancellationToken = default);

    /// <summary>Takes several settings, or values within them, out of a stack's file.</summary>
    /// <param name="stackName">The stack.</param>
    /// <param name="keys">Their keys.</param>
    /// <param name="path">Whether the keys may lead into values: <c>hosts[0].name</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public virtual Task RemoveAllConfigAsync(string stackName, IEnumerable<string> keys, bool path, CancellationToken cancellationToken = default)
        => path ? throw PathNotSupported() : RemoveAllConfigAsync(stackName, keys, cancellationToken);

    /// <summary>Makes a stack's settings those of its last update, and reads them.</summary>
    /// <param name="stackName">The stack.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task<ImmutableDictionary<string, ConfigValue>> RefreshConfigAsync(string stackName, CancellationToken cancellationToken = default);

    /// <summary>Adds environments to a stack's settings.</summary>
    /// <param name="stackName">The stack.</param>
    /// <param name="environments">Their names.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task AddEnvironmentsAsync(string stackName, IEnumerable<string> environments, CancellationToken cancellationToken = default);

    /// <summary>Takes an environment out of a stack's settings.</summary>
    /// <param name="stackName">The stack.</param>
    /// <param name="environment">Its name.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task RemoveEnvironmentAsync(string stackName, string environment, CancellationToken cancellationToken = default);

    /// <summary>A tag of a stack.</summary>
    /// <param name="stackName">The stack.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task<string> GetTagAsync(string stackName, string key, CancellationToken cancellationToken = default);

    /// <summary>Changes a tag of a stack.</summary>
    /// <param name="stackName">The stack.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="value">The tag's value.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task SetTagAsync(string stackName, string key, string value, CancellationToken cancellationToken = default);

    /// <summary>Takes a tag off a stack.</summary>
    /// <param name="stackName">The stack.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task RemoveTagAsync(string stackName, string key, CancellationToken cancellationToken = default);

    /// <summary>All tags of a stack.</summary>
    /// <param name="stackName">The stack.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task<Dictionary<string, string>> ListTagsAsync(string stackName, CancellationToken cancellationToken = default);

    private static NotSupportedException PathNotSupported() => new("path not supported");
}
