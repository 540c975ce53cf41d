using E3.Deploy.CommandLine;
using E3.Deploy.Tests.CommandLine;
using E3.LocalCloud;
using E3.LocalCloud.Server;
using E3.LocalCloud.State;

namespace E3.Deploy.Tests.Clouds;

/// <summary>
/// The command and the program <c>zone</c>, in versions, on the APIs of a local cloud without hosts. The stack's own provider leads there, so
/// for the command it is a stack elsewhere, which takes no root.
/// </summary>
internal sealed class ZoneRun : IAsyncDisposable
{
    public const string Prefix = "urn:pulumi:local::demo::";
    public const string Www = Prefix + "digitalocean:index/dnsRecord:DnsRecord::www";
    public const string Mail = Prefix + "digitalocean:index/dnsRecord:DnsRecord::mail";
    public const string Provider = Prefix + "pulumi:providers:digitalocean::cloud";

    /// <summary>What the first version has, as <see cref="Live"/> tells it.</summary>
    public static readonly string[] First = ["firewall wall of mine, port 22", "mail.example.test 198.51.100.3", "tag mine", "www.example.test 198.51.100.1"];

    private readonly CommandRun _run;
    private readonly CloudServer _cloud;

    private ZoneRun(CommandRun run, CloudServer cloud) => (_run, _cloud) = (run, cloud);

    public string Output => _run.Output;

    public string Error => _run.Error;

    public CommandRun Command => _run;

    public CloudState Account => _cloud.Account;

    /// <summary>Everything in the account that a version of the program may differ in.</summary>
    public string[] Live =>
    [
        .. Account.Firewalls.Values.Select(wall => $"firewall {wall.Name} of {string.Join(' ', wall.Tags)}, port {wall.Inbound[0].Ports}")
            .Concat(Account.Tags.Select(tag => $"tag {tag}"))
            .Concat(Account.Domains.Values.SelectMany(domain => domain.Records.Values.Where(record => record.Type == "A").Select(record => $"{record.Name}.{domain.Name} {record.Data}")))
            .Order(StringComparer.Ordinal),
    ];

    public static async Task<ZoneRun> OpenAsync()
    {
        var run = OperationTests.Of("zone");
        var settings = new CloudSettings { Root = Path.Combine(run.Files.Folder, ".cloud"), Port = 0, WithHosts = false };
        var cloud = await CloudServer.StartAsync(settings, null, new CloudLog(TextWriter.Null, TimeProvider.System), TimeProvider.System, default);
        await cloud.ReadyAsync(default);
        var zone = new ZoneRun(run, cloud);
        zone.Settings("");
        return zone;
    }

    /// <summary>Which version of the program runs from now on.</summary>
    public void Program(string differences) => _run.Files.Write("program", OperationTests.Script($"zone {differences}"));

    /// <summary>The settings of the stack, beside the cloud's address.</summary>
    public void Settings(string lines) => _run.Files.Write("Pulumi.local.yaml", $"config:\n  demo:endpoint: {_cloud.Address}\n{lines}");

    /// <summary>Makes a tag as somebody would by hand.</summary>
    public async Task MakeTagAsync(string name)
    {
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_cloud.Address, "v2/tags"))
        {
            Headers = { { "Authorization", "Bearer somebody" } },
            Content = new StringContent($$"""{"name":"{{name}}"}""", System.Text.Encoding.UTF8, "application/json"),
        };
        using var answer = await http.SendAsync(request, default);
        Assert.That(answer.StatusCode, Is.EqualTo(System.Net.HttpStatusCode.Created));
    }

    public async Task SucceedsAsync(string words) => Assert.That(await RunAsync(words), Is.EqualTo(ExitCodes.Ok), $"{words}\n{Output}\n{Error}");

    public async Task FailsAsync(string words, int code = ExitCodes.Failed) => Assert.That(await RunAsync(words), Is.EqualTo(code), $"{words}\n{Output}\n{Error}");

    public async ValueTask DisposeAsync()
    {
        await _cloud.DisposeAsync();
        _run.Dispose();
    }

    private Task<int> RunAsync(string words) => _run.RunAsync(words.Split(' '));
}
