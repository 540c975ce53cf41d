using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using E3.Deploy.CommandLine;
using E3.Deploy.Tests.Workspace;
using E3.LocalCloud.Control;

namespace E3.Deploy.Tests.CommandLine;

/// <summary>A cloud with nothing behind its APIs, told to fail by the command.</summary>
public sealed class CloudFaultTests
{
    [Test]
    public async Task Faults_are_set_shown_and_cleared()
    {
        var port = FreePort();
        using var run = new CommandRun { IsRoot = false, Files = new TemporaryProject(local: $"config:\n  digitalocean:apiEndpoint: http://127.0.0.1:{port}\n") };
        Assert.That(await run.RunAsync("cloud", "fault", "show"), Is.EqualTo(ExitCodes.Failed));
        Assert.That(run.Error, Does.Contain($"the local cloud at http://127.0.0.1:{port} is not running"));

        using var http = new HttpClient();
        var cloud = new CloudControl(Path.Combine(run.Files.Folder, ".e3", "cloud"), port, http, TimeProvider.System);
        await cloud.StartAsync(new CloudOptions { WithHosts = false }, TestContext.CurrentContext.CancellationToken);
        try
        {
            Assert.That(await run.RunAsync("cloud", "fault", "set", "--percent", "100", "--kinds", "error", "limit", "--apis", "tailscale", "--droplet-limit", "3", "--taken-buckets", "mine", "yours", "--expired-keys"), Is.Zero, run.Error);
            Assert.That(run.Output, Is.EqualTo("""
                Of a hundred calls of tailscale 100 go wrong: error, limit.
                The account may have 3 droplets.
                Buckets of another account: mine, yours.
                The auth keys of every tailnet have expired.
                0 calls since that was set, none gone wrong.

                """));
            Assert.That(await run.RunAsync("cloud", "fault", "show", "--json"), Is.Zero, run.Error);
            Assert.That(JsonNode.Parse(run.Output)!["plan"]!["dropletLimit"]!.GetValue<int>(), Is.EqualTo(3));
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(cloud.Endpoint, "/api/v2/tailnet/-/devices")) { Headers = { { "Authorization", "Bearer x" } } };
            using var refused = await http.SendAsync(request);
            Assert.That((int)refused.StatusCode, Is.GreaterThanOrEqualTo(429));
            Assert.That(await run.RunAsync("cloud", "fault", "clear"), Is.Zero, run.Error);
            Assert.That(run.Output, Does.Match(@"^Nothing goes wrong any more\.\n1 calls since that was set, 1 gone wrong \((error|limit) 1\)\.\n$"));
            Assert.That(await run.RunAsync("cloud", "fault", "set", "--percent", "101"), Is.EqualTo(ExitCodes.Failed));
            Assert.That(run.Error, Does.Contain("percent must be from 0 to 100"));
        }
        finally
        {
            await cloud.ReclaimAsync(CancellationToken.None);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
