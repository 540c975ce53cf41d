using System.Collections.Immutable;

namespace Pulumi.Automation;

// The stack's settings, environments and tags.
public sealed partial class WorkspaceStack
{
    /// <inheritdoc cref="Workspace.GetConfigAsync(string, string, CancellationToken)"/>
    public Task<ConfigValue> GetConfigAsync(string key, CancellationToken cancellationToken = default)
        => GetConfigAsync(key, path: false, cancellationToken);

    /// <inheritdoc cref="Workspace.GetConfigAsync(string, string, bool, CancellationToken)"/>
    public Task<ConfigValue> GetConfigAsync(string key, bool path, CancellationToken cancellationToken = default)
        => Workspace.GetConfigAsync(Name, key, path, cancellationToken);

    /// <inheritdoc cref="Workspace.GetAllConfigAsync(string, CancellationToken)"/>
    public Task<ImmutableDictionary<string, ConfigValue>> GetAllConfigAsync(CancellationToken cancellationToken = default)
        => Workspace.GetAllConfigAsync(Name, cancellationToken);

    /// <inheritdoc cref="Workspace.SetConfigAsync(string, string, ConfigValue, CancellationToken)"/>
    public Task SetConfigAsync(string key, ConfigValue value, CancellationToken cancellationToken = default)
        => SetConfigAsync(key, value, path: false, cancellationToken);

    /// <inheritdoc cref="Workspace.SetConfigAsync(string, string, ConfigValue, bool, CancellationToken)"/>
    public Task SetConfigAsync(string key, ConfigValue value, bool path, CancellationToken cancellationToken = default)
        => Workspace.SetConfigAsync(Name, key, value, path, cancellationToken);

    /// <inheritdoc cref="Workspace.SetAllConfigAsync(string, IDictionary{string, ConfigValue}, CancellationToken)"/>
    public Task SetAllConfigAsync(IDictionary<string, ConfigValue> configMap, CancellationToken cancellationToken = default)
        => SetAllConfigAsync(configMap, path: false, cancellationToken);

    /// <inheritdoc cref="Workspace.SetAllConfigAsync(string, IDictionary{string, ConfigValue}, bool, CancellationToken)"/>
    public Task SetAllConfigAsync(IDictionary<string, ConfigValue> configMap, bool path, CancellationToken cancellationToken = default)
        => Workspace.SetAllConfigAsync(Name, configMap, path, cancellationToken);

    /// <inheritdoc cref="Workspace.RemoveConfigAsync(string, string, CancellationToken)"/>
    public Task RemoveConfigAsync(string key, CancellationToken cancellationToken = default)
        => RemoveConfigAsync(key, path: false, cancellationToken);

    /// <inheritdoc cref="Workspace.RemoveConfigAsync(string, string, bool, CancellationToken)"/>
    public Task RemoveConfigAsync(string key, bool path, CancellationToken cancellationToken = default)
        => Workspace.RemoveConfigAsync(Name, key, path, cancellationToken);

    /// <inheritdoc cref="Workspace.RemoveAllConfigAsync(string, IEnumerable{string}, CancellationToken)"/>
    public Task RemoveAllConfigAsync(IEnumerable<string> keys, CancellationToken cancellationToken = default)
        => RemoveAllConfigAsync(keys, path: false, cancellationToken);

    /// <inheritdoc cref="Workspace.RemoveAllConfigAsync(string, IEnumerable{string}, bool, CancellationToken)"/>
    public Task RemoveAllConfigAsync(IEnumerable<string> keys, bool path, CancellationToken cancellationToken = default)
        => Workspace.RemoveAllConfigAsync(Name, keys, path, cancellationToken);

    /// <inheritdoc cref="Workspace.RefreshConfigAsync(string, CancellationToken)"/>
    public Task<ImmutableDictionary<string, ConfigValue>> RefreshConfigAsync(CancellationToken cancellationToken = default)
        => Workspace.RefreshConfigAsync(Name, cancellationToken);

    /// <inheritdoc cref="Workspace.AddEnvironmentsAsync(string, IEnumerable{string}, CancellationToken)"/>
    public Task AddEnvironmentsAsync(IEnumerable<string> environments, CancellationToken cancellationToken = default)
        => Workspace.AddEnvironmentsAsync(Name, environments, cancellationToken);

    /// <inheritdoc cref="Workspace.RemoveEnvironmentAsync(string, string, CancellationToken)"/>
    public Task RemoveEnvironmentAsync(string environment, CancellationToken cancellationToken = default)
        => Workspace.RemoveEnvironmentAsync(Name, environment, cancellationToken);

    /// <inheritdoc cref="Workspace.GetTagAsync(string, string, CancellationToken)"/>
    public Task<string> GetTagAsync(string key, CancellationToken cancellationToken = default) => Workspace.GetTagAsync(Name, key, cancellationToken);

    /// <inheritdoc cref="Workspace.SetTagAsync(string, string, string, CancellationToken)"/>
    public Task SetTagAsync(string key, string value, CancellationToken cancellationToken = default)
        => Workspace.SetTagAsync(Name, key, value, cancellationToken);

    /// <inheritdoc cref="Workspace.RemoveTagAsync(string, string, CancellationToken)"/>
    public Task RemoveTagAsync(string key, CancellationToken cancellationToken = default) => Workspace.RemoveTagAsync(Name, key, cancellationToken);

    /// <inheritdoc cref="Workspace.ListTagsAsync(string, CancellationToken)"/>
    public Task<Dictionary<string, string>> ListTagsAsync(CancellationToken cancellationToken = default)
        => Workspace.ListTagsAsync(Name, cancellationToken);
}
