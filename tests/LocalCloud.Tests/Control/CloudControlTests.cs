using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using E3.LocalCloud.Control;
using E3.LocalCloud.Hosts;

namespace E3.LocalCloud.Tests.Control;

/// <summary>The server as a process of its own, serving the APIs only, so that no root is needed.</summary>
public sealed class CloudControlTests
{
    private static readonly CloudOptions Options = new() { WithHosts = false };
    private readonly HttpClient _http = new();
    private string _folder = "";
    private int _port;

    private static CancellationToken Cancel => TestContext.CurrentContext.CancellationToken;

    private CloudControl Cloud => new(Path.Combine(_folder, "cloud"), _port, _http, TimeProvider.System);

    [SetUp]
    public void Choose()
    {
        _folder = Directory.CreateTempSubdirectory("e3-control-").FullName;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _port = ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [TearDown]
    public async Task RemoveAsync()
    {
        await Cloud.ReclaimAsync(CancellationToken.None);
        Directory.Delete(_folder, recursive: true);
    }

    [OneTimeTearDown]
    public void Dispose() => _http.Dispose();

    [Test]
    public async Task Starting_twice_finds_the_first_and_stopping_an_empty_cloud_leaves_its_log_only()
    {
        Assert.That(await Cloud.StatusAsync(Cancel), Is.Null);
        var both = await Task.WhenAll(Cloud.StartAsync(Options, Cancel), Cloud.StartAsync(Options, Cancel));
        Assert.That(both[0].Pid, Is.EqualTo(both[1].Pid));
        Assert.That(both[0].Root, Is.EqualTo(Path.Combine(_folder, "cloud")));
        Assert.That(await Cloud.StopAsync(Cancel), Is.True);
        Assert.That(await Cloud.StatusAsync(Cancel), Is.Null);
        Assert.That(await Cloud.StopAsync(Cancel), Is.False);
        Assert.That(Directory.EnumerateFileSystemEntries(Cloud.Root).Select(Path.GetFileName), Is.EquivalentTo(new[] { "cloud.log", "lock" }));
    }

    [Test]
    public async Task A_taken_port_names_who_holds_it()
    {
        using var listener = new TcpListener(IPAddress.Loopback, _port);
        listener.Start();
        Assert.That(
            async () => await Cloud.StartAsync(Options, Cancel),
            Throws.TypeOf<CloudException>().With.Message.Contains($"port {_port} is taken by").And.Message.Contains($"pid {Environment.ProcessId}"));
    }

    [Test]
    public async Task Another_cloud_on_the_port_is_named_by_its_folder()
    {
        var other = new CloudControl(Path.Combine(_folder, "other"), _port, _http, TimeProvider.System);
        await other.StartAsync(Options, Cancel);
        try
        {
            Assert.That(
                async () => await Cloud.StartAsync(Options, Cancel),
                Throws.TypeOf<CloudException>().With.Message.Contains(other.Root).And.Message.Contains("port"));
        }
        finally
        {
            await other.ReclaimAsync(CancellationToken.None);
        }
    }

    [Test]
    public async Task A_killed_server_keeps_what_it_answered_and_reclaim_removes_it_all()
    {
        var health = await Cloud.StartAsync(Options, Cancel);
        await CreateAsync("a");
        Linux.Signal(health.Pid, Linux.Kill);
        await GoneAsync(health.Pid);
        Assert.That(await Cloud.StatusAsync(Cancel), Is.Null);
        health = await Cloud.StartAsync(Options, Cancel);
        Assert.That(health.Droplets, Is.EqualTo(1));
        Linux.Signal(health.Pid, Linux.Kill);
        await Cloud.ReclaimAsync(Cancel);
        Assert.That(Directory.Exists(Cloud.Root), Is.False);
        Assert.That(Cloud.FindLeftovers().Any, Is.False);
    }

    [Test]
    public async Task A_damaged_state_is_the_reason_given()
    {
        Directory.CreateDirectory(Cloud.Root);
        await File.WriteAllTextAsync(Path.Combine(Cloud.Root, "state.json"), "{ \"version\": 1, ", Cancel);
        Assert.That(
            async () => await Cloud.StartAsync(Options, Cancel),
            Throws.TypeOf<CloudException>().With.Message.Contains("state.json").And.Message.Contains("damaged"));
        Assert.That(
            async () => await Cloud.StartAsync(Options with { Profile = "moon" }, Cancel),
            Throws.TypeOf<CloudException>());
    }

    [Test]
    public async Task A_server_that_is_killed_while_it_starts_is_told_as_such()
    {
        var starting = Cloud.StartAsync(Options, Cancel);
        while (!starting.IsCompleted)
        {
            foreach (var pid in Leftovers.CloudProcesses(Cloud.Root).Where(IsServer))
                Linux.Signal(pid, Linux.Kill);
            await Task.WhenAny(starting, Task.Delay(TimeSpan.FromMilliseconds(5), Cancel));
        }

        Assert.That(async () => await starting, Throws.TypeOf<CloudException>().With.Message.Contains("wrote nothing").And.Message.Contains("Try again"));
        Assert.That((await Cloud.StartAsync(Options, Cancel)).Ready, Is.True);

        // Not the shell that is about to become it.
        static bool IsServer(int pid)
        {
            try
            {
                return File.ReadAllText($"/proc/{pid}/comm").StartsWith("dotnet", StringComparison.Ordinal);
            }
            catch (IOException)
            {
                return false;
            }
        }
    }

    [Test]
    public async Task The_profile_changes_while_it_runs_and_an_unknown_one_is_named()
    {
        await Cloud.StartAsync(Options with { Profile = "lan" }, Cancel);
        var health = await Cloud.StartAsync(Options with { Profile = "wan-100ms" }, Cancel);
        Assert.That(health.Profile, Is.EqualTo("wan-100ms"));
        Assert.That(
            async () => await Cloud.SetProfileAsync("moon", Cancel),
            Throws.TypeOf<CloudException>().With.Message.Contains("moon").And.Message.Contains("digitalocean"));
        Assert.That((await Cloud.StatusAsync(Cancel))!.Profile, Is.EqualTo("wan-100ms"));
    }

    [Test]
    public void A_folder_that_mounts_cannot_name_is_refused()
    {
        var control = new CloudControl(Path.Combine(_folder, "a b"), _port, _http, TimeProvider.System);
        Assert.That(async () => await control.StartAsync(Options, Cancel), Throws.TypeOf<CloudException>().With.Message.Contains("a b"));
    }

    private async Task CreateAsync(string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Cloud.Endpoint, "/v2/droplets"))
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", "x") },
            Content = new StringContent(
                $$"""{"name":"{{name}}","region":"ams3","size":"s-1vcpu-1gb","image":"debian-12-x64"}""", Encoding.UTF8, "application/json"),
        };
        using var response = await _http.SendAsync(request, Cancel);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
    }

    private static async Task GoneAsync(int pid)
    {
        while (ProcessIdentity.Find(pid) is { Ended: false })
            await Task.Delay(TimeSpan.FromMilliseconds(5), Cancel);
    }
}
