namespace E3.Remote.Tests;

/// <summary>Tests with a server and a session that are there before and gone after all of them.</summary>
internal abstract class SessionFixture
{
    protected SshServer Server { get; private set; } = null!;

    protected SshSession Session { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task Connect()
    {
        Server = await SshServer.StartAsync();
        Session = await SshSession.ConnectAsync(Server.Target, ConnectPolicy.Default, TimeProvider.System, CancellationToken.None);
    }

    [OneTimeTearDown]
    public async Task Disconnect()
    {
        if (Session is not null) await Session.DisposeAsync();
        if (Server is not null) await Server.DisposeAsync();
    }

    protected static CancellationToken Soon() => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;
}
