using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CliWrap;
using CliWrap.Buffered;
using E3.EndToEnd.Workspaces;
using E3.LocalCloud.Control;

namespace E3.EndToEnd.LocalCloud;

/// <summary>A local cloud of a test's own: its folder, its port, an SSH key its droplets know.</summary>
public sealed class CloudOfHosts : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    // Hosts have a /tmp of their own; in /var/tmp only a mask keeps the operator's files from them.
    private readonly DirectoryInfo _folder = Directory.CreateDirectory($"/var/tmp/e3-hosts-{Guid.NewGuid():n}");
    private string _key = "";
    private long _keyId;

    public CloudOfHosts() : this(null, Workspace.FreePort()) { }

    /// <summary>Kept in this folder; null for one of its own.</summary>
    internal CloudOfHosts(string? folder, int port)
    {
        Port = port;
        Control = new CloudControl(folder ?? Path.Combine(_folder.FullName, ".e3", "cloud"), Port, _http, TimeProvider.System);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "x");
    }

    public int Port { get; }

    public CloudControl Control { get; }

    /// <summary>The folder above the cloud's, where an operator's secrets would be.</summary>
    public string OperatorFolder => Path.Combine(_folder.FullName, ".e3");

    private static CancellationToken Cancel => TestContext.CurrentContext.CancellationToken;

    /// <summary>Says by name what the machine lacks; in CI that is a failure.</summary>
    public static async Task DemandMachineAsync()
    {
        var missing = await CloudControl.CheckMachineAsync(Path.Combine(Path.GetTempPath(), $"e3-check-{Environment.ProcessId}"), Cancel);
        if (missing.Count == 0)
            return;
        var text = "this machine cannot have hosts: " + string.Join("; ", missing);
        if (Environment.GetEnvironmentVariable("CI") is { Length: > 0 })
            Assert.Fail(text);
        Assert.Ignore(text);
    }

    public async Task<CloudHealth> StartAsync(string profile = "digitalocean") =>
        await Control.StartAsync(new CloudOptions { Profile = profile }, Cancel);

    public async Task AddKeyAsync()
    {
        _key = Path.Combine(_folder.FullName, "key");
        await RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", _key);
        var line = (await File.ReadAllTextAsync(_key + ".pub", Cancel)).Trim();
        _keyId = (await CallAsync("POST", "/v2/account/keys", $$"""{"name":"test","public_key":"{{line}}"}"""))["ssh_key"]!["id"]!.GetValue<long>();
    }

    /// <summary>Makes droplets of these names, region by name's part before the dash, and waits until all are active.</summary>
    public async Task<Dictionary<string, Host>> DropletsAsync(params string[] names)
    {
        foreach (var name in names)
        {
            await CallAsync(
                "POST",
                "/v2/droplets",
                $$"""{"name":"{{name}}","region":"{{name.Split('-')[0]}}","size":"s-1vcpu-1gb","image":"debian-12-x64","ssh_keys":[{{_keyId}}],"tags":["mpc"]}""");
        }

        while (true)
        {
            var droplets = (await CallAsync("GET", "/v2/droplets?per_page=200"))["droplets"]!.AsArray();
            Assert.That(droplets.Select(Status), Has.None.EqualTo("off"), () => File.ReadAllText(Control.LogFile));
            if (droplets.All(droplet => Status(droplet) == "active"))
                return droplets.Select(droplet => new Host(droplet!, _key)).ToDictionary(host => host.Name);
            await Task.Delay(TimeSpan.FromMilliseconds(20), Cancel);
        }
    }

    public async Task<JsonNode> CallAsync(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Control.Endpoint, path));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request, Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.That((int)response.StatusCode, Is.InRange(200, 299), text);
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    /// <summary>Waits until something holds; the test's own time limit ends it otherwise.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        while (!await holds())
            await Task.Delay(TimeSpan.FromMilliseconds(50), Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await Control.ReclaimAsync(CancellationToken.None);
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    internal static async Task<string> RunAsync(string tool, params string[] arguments) =>
        (await Cli.Wrap(tool).WithArguments(arguments).ExecuteBufferedAsync(Cancel)).StandardOutput;

    private static string Status(JsonNode? droplet) => droplet!["status"]!.GetValue<string>();
}
