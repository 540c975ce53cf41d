using System.Net;
using System.Net.Sockets;

namespace E3.Remote.Tests;

[TestFixture]
internal sealed class ConnectTests
{
    private static readonly ConnectPolicy Once = new(1, TimeSpan.FromSeconds(60), null);
    private SshServer _server = null!;

    [OneTimeSetUp]
    public async Task Listen() => _server = await SshServer.StartAsync();

    [OneTimeTearDown]
    public async Task Close()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    [Test]
    public async Task A_pinned_host_is_let_through_and_the_key_is_told()
    {
        await using var session = await Connect(_server.Target, Once);
        Assert.That(_server.HostKey, Does.StartWith(session.HostKey));
    }

    [Test]
    public async Task An_unpinned_host_tells_its_key()
    {
        await using var session = await Connect(_server.Target with { HostKey = null }, Once);
        Assert.That(session.HostKey, Does.StartWith("ssh-").Or.StartWith("ecdsa-").Or.StartWith("rsa-"));
    }

    [Test]
    public async Task A_pinned_rsa_key_is_asked_for()
    {
        var rsa = await File.ReadAllTextAsync(Path.Combine(_server.Folder, "hostrsa.pub"));
        await using var session = await Connect(_server.Target with { HostKey = rsa }, Once);
        Assert.That(rsa, Does.StartWith(session.HostKey));
    }

    [Test]
    public async Task Another_host_key_is_refused_at_once()
    {
        var other = File.ReadAllText(Path.Combine(_server.Folder, "other.pub"));
        var error = await Fails(_server.Target with { HostKey = other }, ConnectPolicy.Default, UnreachableReason.HostKeyDiffers);
        Assert.That(error.Attempts, Is.EqualTo(1));
        Assert.That(error.Message, Does.Contain("host key differs").And.Contain(other.Split(' ')[1]));
    }

    [Test]
    public async Task A_host_key_that_is_none_is_said_to_be_none() =>
        Assert.That((await Fails(_server.Target with { HostKey = "nonsense" }, Once, UnreachableReason.Other)).Message, Does.Contain("ssh-ed25519 AAAA"));

    [Test]
    public async Task Another_private_key_is_refused_by_name() =>
        Assert.That(
            (await Fails(_server.Target with { PrivateKey = File.ReadAllText(Path.Combine(_server.Folder, "other")) }, Once, UnreachableReason.AuthenticationRefused)).Message,
            Does.Contain("host there (127.0.0.1:").And.Contain("authentication refused"));

    [Test]
    public async Task A_private_key_that_is_none_is_not_quoted()
    {
        var error = await Fails(_server.Target with { PrivateKey = "-----BEGIN CANARY-----\nq1w2e3\n" }, ConnectPolicy.Default, UnreachableReason.AuthenticationRefused);
        Assert.That(error.ToString(), Does.Not.Contain("q1w2e3").And.Not.Contain("CANARY"));
    }

    [Test]
    public async Task Nothing_listening_is_refused_after_the_given_attempts()
    {
        var target = _server.Target with { Port = SshServer.FreePort() };
        var error = await Fails(target, Once with { Attempts = 3 }, UnreachableReason.ConnectionRefused);
        Assert.That(error.Attempts, Is.EqualTo(3));
        Assert.That(error.Message, Does.Contain("connection refused").And.Contain($"{target.Port}").And.Contain("3 attempts"));
    }

    [Test]
    public async Task A_host_that_never_answers_times_out_per_dial_and_in_all()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var target = _server.Target with { Port = ((IPEndPoint)silent.LocalEndpoint).Port };
        var error = await Fails(target, new ConnectPolicy(int.MaxValue, TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(1)), UnreachableReason.TimedOut);
        Assert.That(error.Elapsed, Is.LessThan(TimeSpan.FromSeconds(30)));
        Assert.That(error.Attempts, Is.GreaterThan(1));
    }

    [Test]
    public async Task A_host_that_comes_up_late_is_waited_for()
    {
        await using var late = await SshServer.PrepareAsync();
        var failed = new TaskCompletionSource();
        var connecting = SshSession.ConnectAsync(
            late.Target, new ConnectPolicy(1000, TimeSpan.FromSeconds(60), null), TimeProvider.System, CancellationToken.None, new Signal(failed));
        await failed.Task.WaitAsync(TimeSpan.FromSeconds(60));
        late.Listen();
        await using var session = await connecting.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.That(session.IsConnected);
    }

    [Test]
    public async Task A_host_behind_another_is_reached_through_it()
    {
        await using var session = await Connect(_server.Target with { Through = _server.Target with { Name = "gate" } }, Once);
        Assert.That((await session.RunAsync(new RemoteCommand("echo in"), null, CancellationToken.None)).Stdout, Is.EqualTo("in\n"));
    }

    [Test]
    public void Cancelling_ends_the_wait()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        Assert.That(
            async () => await SshSession.ConnectAsync(
                _server.Target with { Port = SshServer.FreePort() }, new ConnectPolicy(int.MaxValue, TimeSpan.FromSeconds(5), null), TimeProvider.System, stop.Token),
            Throws.InstanceOf<OperationCanceledException>());
    }

    private static Task<SshSession> Connect(SshTarget target, ConnectPolicy policy) =>
        SshSession.ConnectAsync(target, policy, TimeProvider.System, CancellationToken.None);

    private static async Task<HostUnreachableException> Fails(SshTarget target, ConnectPolicy policy, UnreachableReason reason)
    {
        var error = await Assert.ThrowsAsync<HostUnreachableException>(async () => await Connect(target, policy));
        Assert.That(error!.Reason, Is.EqualTo(reason), error.Message);
        Assert.That(error.Name, Is.EqualTo("there"));
        return error;
    }

    private sealed class Signal(TaskCompletionSource failed) : IProgress<string>
    {
        public void Report(string value) => failed.TrySetResult();
    }
}
