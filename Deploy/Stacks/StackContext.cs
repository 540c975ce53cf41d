using E3.Deploy.Surroundings;
using E3.Engine;
using E3.Engine.Backends;
using E3.Engine.Secrets;
using E3.Engine.State;
using E3.Engine.Workspace;

namespace E3.Deploy.Stacks;

/// <summary>A stack a command works on: its project, settings, state and secrets.</summary>
internal sealed class StackContext
{
    private readonly Passphrases _passphrases;
    private Task<PassphraseSecrets>? _secrets;

    private StackContext(Host host, Project project, StackSettings settings, FileBackend backend)
    {
        Host = host;
        Project = project;
        Settings = settings;
        Backend = backend;
        Reference = new StackReference(project.Name, settings.Stack);
        Endpoint = LocalEndpoint.Of(settings, host.Environment);
        _passphrases = new Passphrases(host, project, settings.Stack, Endpoint is not null);
    }

    public Host Host { get; }

    public Project Project { get; }

    public StackSettings Settings { get; }

    public FileBackend Backend { get; }

    public StackReference Reference { get; }

    /// <summary>Where the stack's own cloud on this machine is served; null for a stack in a real one.</summary>
    public Uri? Endpoint { get; }

    /// <summary>The folder of that cloud.</summary>
    public string CloudFolder => Path.Combine(Project.Folder, ".e3", "cloud");

    public static StackContext Open(Host host, string? stackOption)
    {
        var project = Project.Find(host.Folder);
        var backend = new FileBackend(project.StateFolder(host.Environment("PULUMI_BACKEND_URL")), host.Clock);
        var settings = StackSettings.Load(project, StackNames.Choose(stackOption, host.Environment, project.Name));
        StackNames.Require(project, settings, backend);
        return new StackContext(host, project, settings, backend);
    }

    /// <summary>
    /// What encrypts the stack's secrets: opened once, which takes a good part of a second by design of the passphrase provider. It is
    /// done beside whatever the caller does before it needs them.
    /// </summary>
    public Task<PassphraseSecrets> SecretsAsync(CancellationToken cancel) => _secrets ??= Task.Run(
        async () => _passphrases.Open(Settings.EncryptionSalt ?? await Backend.ReadSaltAsync(Reference, cancel)), cancel);

    /// <summary>The settings in clear, by full key; the passphrase is asked for only when there is a secret.</summary>
    public async Task<IReadOnlyDictionary<string, ConfigValue>> ConfigAsync(CancellationToken cancel)
    {
        var config = new Dictionary<string, ConfigValue>(StringComparer.Ordinal);
        foreach (var (key, entry) in Settings.Config)
        {
            config[key.ToString()] = entry.Reveal(entry.IsSecret ? (await SecretsAsync(cancel)).Decrypt : Impossible);
        }

        return config;

        static string Impossible(string ciphertext) => throw new InvalidOperationException("a setting without secrets was decrypted");
    }

    /// <summary>The state as the last run left it; null before the first.</summary>
    public async Task<Snapshot?> SnapshotAsync(CancellationToken cancel) =>
        Backend.Exists(Reference) ? await Backend.LoadAsync(Reference, await SecretsAsync(cancel), cancel) : null;
}
