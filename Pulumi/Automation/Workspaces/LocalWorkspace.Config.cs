using System.Collections.Immutable;
using Pulumi.Automation.Wire;

namespace Pulumi.Automation;

// Settings, environments and tags of a stack.
public sealed partial class LocalWorkspace
{
    private static readonly string[] AsPath = ["--path"];

    /// <inheritdoc/>
    public override Task<ConfigValue> GetConfigAsync(string stackName, string key, CancellationToken cancellationToken = default)
        => GetConfigAsync(stackName, key, path: false, cancellationToken);

    /// <inheritdoc/>
    public override async Task<ConfigValue> GetConfigAsync(string stackName, string key, bool path, CancellationToken cancellationToken = default)
    {
        var result = await RunAsync(["config", "get", .. PathIf(path), key, "--json", "--stack", stackName], cancellationToken);
        return WireJson.Read<ConfigValue>(result.StandardOutput);
    }

    /// <inheritdoc/>
    public override async Task<ImmutableDictionary<string, ConfigValue>> GetAllConfigAsync(string stackName, CancellationToken cancellationToken = default)
    {
        var result = await RunAsync(["config", "--show-secrets", "--json", "--stack", stackName], cancellationToken);
        return string.IsNullOrWhiteSpace(result.StandardOutput) ? [] : WireJson.Read<ImmutableDictionary<string, ConfigValue>>(result.StandardOutput);
    }

    /// <inheritdoc/>
    public override Task SetConfigAsync(string stackName, string key, ConfigValue value, CancellationToken cancellationToken = default)
        => SetConfigAsync(stackName, key, value, path: false, cancellationToken);

    /// <inheritdoc/>
    public override Task SetConfigAsync(string stackName, string key, ConfigValue value, bool path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(value);

        // Every user of the machine can read the words of a process. The command takes one line end off what it reads.
        return value.IsSecret
            ? RunInputAsync(["config", "set", .. PathIf(path), key, "--secret", "--stack", stackName], value.Value + "\n", cancellationToken)
            : RunAsync(["config", "set", .. PathIf(path), key, "--plaintext", "--stack", stackName, "--non-interactive", "--", value.Value], cancellationToken);
    }

    /// <inheritdoc/>
    public override Task SetAllConfigAsync(string stackName, IDictionary<string, ConfigValue> configMap, CancellationToken cancellationToken = default)
        => SetAllConfigAsync(stackName, configMap, path: false, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>One run of the command for all that is not secret, and one for each secret, which may not be among a command's words.</remarks>
    public override async Task SetAllConfigAsync(
        string stackName, IDictionary<string, ConfigValue> configMap, bool path, CancellationToken cancellationToken = default)
    {
        var plain = configMap.Where(entry => !entry.Value.IsSecret).SelectMany(entry => (string[])["--plaintext", $"{entry.Key}={entry.Value.Value}"]).ToList();
        if (plain.Count > 0)
        {
            await RunAsync(["config", "set-all", "--stack", stackName, .. PathIf(path), .. plain], cancellationToken);
        }

        foreach (var (key, secret) in configMap.Where(entry => entry.Value.IsSecret))
        {
            await SetConfigAsync(stackName, key, secret, path, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override Task RemoveConfigAsync(string stackName, string key, CancellationToken cancellationToken = default)
        => RemoveConfigAsync(stackName, key, path: false, cancellationToken);

    /// <inheritdoc/>
    public override Task RemoveConfigAsync(string stackName, string key, bool path, CancellationToken cancellationToken = default)
        => RunAsync(["config", "rm", key, "--stack", stackName, .. PathIf(path)], cancellationToken);

    /// <inheritdoc/>
    public override Task RemoveAllConfigAsync(string stackName, IEnumerable<string> keys, CancellationToken cancellationToken = default)
        => RemoveAllConfigAsync(stackName, keys, path: false, cancellationToken);

    /// <inheritdoc/>
    public override Task RemoveAllConfigAsync(string stackName, IEnumerable<string> keys, bool path, CancellationToken cancellationToken = default)
        => RunAsync(["config", "rm-all", "--stack", stackName, .. PathIf(path), .. keys], cancellationToken);

    /// <inheritdoc/>
    public override async Task<ImmutableDictionary<string, ConfigValue>> RefreshConfigAsync(string stackName, CancellationToken cancellationToken = default)
    {
        await RunAsync(["config", "refresh", "--force", "--stack", stackName], cancellationToken);
        return await GetAllConfigAsync(stackName, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task AddEnvironmentsAsync(string stackName, IEnumerable<string> environments, CancellationToken cancellationToken = default)
    {
        RequireVersion(3, 95, "env operations on a stack");
        return RunAsync(["config", "env", "add", "--stack", stackName, "--yes", .. environments], cancellationToken);
    }

    /// <inheritdoc/>
    public override Task RemoveEnvironmentAsync(string stackName, string environment, CancellationToken cancellationToken = default)
    {
        RequireVersion(3, 95, "env operations on a stack");
        return RunAsync(["config", "env", "rm", environment, "--stack", stackName, "--yes"], cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<string> GetTagAsync(string stackName, string key, CancellationToken cancellationToken = default)
        => (await RunAsync(["stack", "tag", "get", key, "--stack", stackName], cancellationToken)).StandardOutput.Trim();

    /// <inheritdoc/>
    public override Task SetTagAsync(string stackName, string key, string value, CancellationToken cancellationToken = default)
        => RunAsync(["stack", "tag", "set", key, value, "--stack", stackName], cancellationToken);

    /// <inheritdoc/>
    public override Task RemoveTagAsync(string stackName, string key, CancellationToken cancellationToken = default)
        => RunAsync(["stack", "tag", "rm", key, "--stack", stackName], cancellationToken);

    /// <inheritdoc/>
    public override async Task<Dictionary<string, string>> ListTagsAsync(string stackName, CancellationToken cancellationToken = default)
        => WireJson.Read<Dictionary<string, string>>((await RunAsync(["stack", "tag", "ls", "--json", "--stack", stackName], cancellationToken)).StandardOutput);

    private static string[] PathIf(bool path) => path ? AsPath : [];
}
