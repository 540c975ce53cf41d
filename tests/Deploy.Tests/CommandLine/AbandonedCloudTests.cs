using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using E3.Deploy.CommandLine;
using E3.Deploy.Tests.Workspace;
using E3.LocalCloud.Control;

namespace E3.Deploy.Tests.CommandLine;

/// <summary>A first update was killed when it had started the cloud and not yet made the stack.</summary>
[CancelAfter(120_000)]
public sealed class AbandonedCloudTests
{
    private HttpClient _http = null!;
    private readonly int _port = FreePort();
    private CommandRun _run = null!;
    private CloudControl _cloud = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _http = new HttpClient { DefaultRequestHeaders = { { "Authorization", "Bearer x" } } };
        _run = new CommandRun { Files = new TemporaryProject(local: $"config:\n  digitalocean:apiEndpoint: http://127.0.0.1:{_port}\n") };
        _cloud = new CloudControl(Path.Combine(_run.Files.Folder, ".e3", "cloud"), _port, _http, TimeProvider.System);
        await _cloud.StartAsync(new CloudOptions { WithHosts = false }, TestContext.CurrentContext.CancellationToken);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _cloud.ReclaimAsync(CancellationToken.None);
        _run.Dispose();
        _http.Dispose();
    }

    [Test]
    public async Task Destroy_takes_it_away_though_there_is_no_stack(CancellationToken cancel)
    {
        Assert.That(await _run.RunAsync("destroy", "--yes", "--non-interactive"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(_run.Error, Does.Contain("no stack named 'local' found"));
        Assert.That(await _cloud.StatusAsync(cancel), Is.Null);
        Assert.That(Directory.Exists(_cloud.Root), Is.False);
    }

    [Test]
    public async Task Destroy_leaves_it_when_something_is_in_it(CancellationToken cancel)
    {
        using var made = await _http.PostAsJsonAsync(new Uri(_cloud.Endpoint, "/v2/droplets"), new { name = "a", region = "ams3", size = "s-1vcpu-1gb", image = "debian-12-x64" }, cancel);
        Assert.That(made.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That(await _run.RunAsync("destroy", "--yes", "--non-interactive"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(_run.Error, Does.Contain("the local cloud goes on: it has 1 droplet(s)"));
        Assert.That(await _cloud.StatusAsync(cancel), Is.Not.Null);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
