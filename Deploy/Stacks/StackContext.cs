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
    private readonly bool _needsPassphrase;
    private Task<PassphraseSecrets>? _secrets;

    private StackContext(Host host, Project project, StackSettings settings, ProjectBackend found, bool needsPassphrase = true)
    {
        var backend = found.Backend;
        Selected = found.Selected;
        BackendUrl = found.Url;
        Host = host;
        Project = project;
        Settings = settings;
        Backend = backend;
        Reference = new StackReference(project.Name, settings.Stack);
        Endpoint = LocalEndpoint.Of(settings, host.Environment);
        _passphrases = new Passphrases(host, project, settings.Stack, backend.Root, Endpoint is not null);
        _needsPassphrase = needsPassphrase;
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

    /// <summary>Which stack of the project is selected, for commands that do not name one.</summary>
    public SelectedStack Selected { get; }

    /// <summary>The backend as its URL is written.</summary>
    public string BackendUrl { get; }

    /// <summary>A stack that has a settings file, or a state, or both.</summary>
    /// <param name="host">The surroundings.</param>
    /// <param name="stackOption">The stack's name; null for the selected one.</param>
    /// <param name="settingsFile">A settings file in the place of the stack's own; null for that one.</param>
    /// <param name="needsPassphrase">False where a stack without secrets needs none, as nothing is written.</param>
    public static StackContext Open(Host host, string? stackOption, string? settingsFile = null, bool needsPassphrase = true)
    {
        var found = ProjectBackend.Open(host);
        var settings = found.Settings(stackOption, settingsFile);
        StackNames.Require(found.Project, settings, found.Backend, isNamed: settings.Stack != StackNames.Default || stackOption is not null);
        return new StackContext(host, found.Project, settings, found, needsPassphrase);
    }

    /// <summary>A stack that has a state.</summary>
    public static StackContext OpenExisting(Host host, string? stackOption)
    {
        var context = Open(host, stackOption);
        StackNames.RequireState(context.Project, context.Settings, context.Backend);
        return context;
    }

    /// <summary>A stack that need not be there yet.</summary>
    public static StackContext OpenNew(Host host, string stack)
    {
        var found = ProjectBackend.Open(host);
        return new StackContext(host, found.Project, found.Settings(stack, null), found);
    }

    /// <summary>
    /// What encrypts the stack's secrets: opened once, which takes a good part of a second by design of the passphrase provider. It is
    /// done beside whatever the caller does before it needs them.
    /// </summary>
    public Task<PassphraseSecrets> SecretsAsync(CancellationToken cancel) => _secrets ??= Task.Run(
        async () => _passphrases.Open(Settings.EncryptionSalt ?? await Backend.ReadSaltAsync(Reference, cancel), _needsPassphrase), cancel);

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

    /// <summary>
    /// Writes the salt of the stack's secrets into its settings file when it has none, so that whoever has the file and the passphrase, the
    /// official command too, opens the secrets in it. Does nothing for settings that are in no file.
    /// </summary>
    public async Task KeepSaltAsync(CancellationToken cancel)
    {
        if (Settings.EncryptionSalt is null)
        {
            Settings.SetEncryptionSalt((await SecretsAsync(cancel)).State);
            await Settings.SaveAsync(cancel);
        }
    }

    /// <summary>The state as the last run left it; null before the first.</summary>
    public async Task<Snapshot?> SnapshotAsync(CancellationToken cancel) =>
        Backend.Exists(Reference) ? await Backend.LoadAsync(Reference, await SecretsAsync(cancel), cancel) : null;
}
