using E3.Engine.Properties;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.Command;

/// <summary>Commands on this machine and, over SSH, on others; copies to others. Meanings are the official provider's.</summary>
internal sealed class CommandProvider : ResourceProvider, IAsyncDisposable
{
    /// <summary>The version of the official package whose resources these are.</summary>
    public const string PackageVersion = "1.2.1";

    private readonly SshSessions _sessions;

    public CommandProvider(ProviderServices services) : this(services, new SshSessions(services.Clock)) { }

    private CommandProvider(ProviderServices services, SshSessions sessions) : this(services, sessions, new LocalCommands(services)) { }

    private CommandProvider(ProviderServices services, SshSessions sessions, LocalCommands local)
        : base(
            [
                new LocalCommandResource(local), new RemoteCommandResource(services, sessions),
                new CopyToRemoteResource(services, sessions), new CopyFileResource(services, sessions),
            ],
            [new LocalRunFunction(local)]) => _sessions = sessions;

    /// <inheritdoc/>
    public override string Package => "command";

    /// <inheritdoc/>
    public override string Version => PackageVersion;

    /// <inheritdoc/>
    protected override ResourceSchema Settings { get; } = new("pulumi:providers:command", []);

    /// <inheritdoc/>
    public override Task ConfigureAsync(PropertyMap config, CancellationToken cancel) => Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _sessions.DisposeAsync();
}
