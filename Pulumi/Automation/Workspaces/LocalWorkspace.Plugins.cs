using System.Collections.Immutable;
using Pulumi.Automation.Wire;
using Semver;

namespace Pulumi.Automation;

// Plugins and packages, and the hooks of a workspace, of which this one needs none.
public sealed partial class LocalWorkspace
{
    /// <inheritdoc/>
    public override Task InstallPluginAsync(
        string name, string version, PluginKind kind = PluginKind.Resource, PluginInstallOptions? options = null, CancellationToken cancellationToken = default)
    {
        List<string> words = ["plugin", "install", WordFor(kind), name, version];
        if (options?.ExactVersion == true)
        {
            words.Add("--exact");
        }

        if (!string.IsNullOrWhiteSpace(options?.ServerUrl))
        {
            words.AddRange(["--server", options.ServerUrl]);
        }

        return RunAsync(words, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task RemovePluginAsync(
        string? name = null, string? versionRange = null, PluginKind kind = PluginKind.Resource, CancellationToken cancellationToken = default)
    {
        var which = new[] { name, versionRange }.Where(word => !string.IsNullOrWhiteSpace(word)).Select(word => word!);
        return RunAsync(["plugin", "rm", WordFor(kind), .. which, "--yes"], cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<ImmutableList<PluginInfo>> ListPluginsAsync(CancellationToken cancellationToken = default)
        => WireJson.Read<ImmutableList<PluginInfo>>((await RunAsync(["plugin", "ls", "--json"], cancellationToken)).StandardOutput);

    /// <inheritdoc/>
    public override Task InstallAsync(InstallOptions? options = null, CancellationToken cancellationToken = default)
    {
        RequireVersion(3, 91, "the install command");
        List<string> words = ["install"];
        if (options?.UseLanguageVersionTools == true)
        {
            RequireVersion(3, 130, nameof(options.UseLanguageVersionTools));
            words.Add("--use-language-version-tools");
        }

        if (options?.NoDependencies == true)
        {
            words.Add("--no-dependencies");
        }

        if (options?.Reinstall == true)
        {
            words.Add("--reinstall");
        }

        if (options?.NoPlugins == true)
        {
            words.Add("--no-plugins");
        }

        return RunAsync(words, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task<ImmutableList<string>> SerializeArgsForOpAsync(string stackName, CancellationToken cancellationToken = default)
        => Task.FromResult(ImmutableList<string>.Empty);

    /// <inheritdoc/>
    public override Task PostCommandCallbackAsync(string stackName, CancellationToken cancellationToken = default) => Task.CompletedTask;

    private static string WordFor(PluginKind kind) => kind.ToString().ToLowerInvariant();

    // A version that nobody could read is taken for an old one.
    private bool Supports(int major, int minor) => (Command.Version ?? new SemVersion(3)).ComparePrecedenceTo(new SemVersion(major, minor)) >= 0;

    private void RequireVersion(int major, int minor, string what)
    {
        if (!Supports(major, minor))
        {
            throw new InvalidOperationException($"The Pulumi CLI version does not support {what}. Please update the Pulumi CLI.");
        }
    }
}
