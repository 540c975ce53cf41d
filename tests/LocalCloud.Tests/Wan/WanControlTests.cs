using System.Net;
using System.Text.Json;
using E3.LocalCloud.Wan;
using E3.LocalCloud.Wan.Control;

namespace E3.LocalCloud.Tests.Wan;

/// <summary>The real emulator process, as far as it goes without root: no hosts.</summary>
[CancelAfter(60_000)]
public class WanControlTests
{
    private string _folder = "";

    private string SocketPath => Path.Combine(_folder, "wan.sock");

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("e3-wan-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Starts_answers_and_stops(CancellationToken cancel)
    {
        await using var process = await WanProcess.StartAsync(SocketPath, "lan", _ => { }, cancel);

        var health = await process.Client.PingAsync(cancel);
        Assert.That((health.Pid, health.Profile, health.Hosts), Is.EqualTo((process.Pid, "lan", 0)));

        await process.Client.SetProfileAsync("wan-100ms", cancel);
        var report = await process.Client.ReportAsync(null, cancel);
        Assert.That((report.Profile, report.Packets, report.Held), Is.EqualTo(("wan-100ms", 0L, true)));
        Assert.That((await process.Client.ReportAsync(report.Mark, cancel)).Packets, Is.Zero);

        await process.Client.StopAsync(cancel);
        Assert.That(await process.Exited.WaitAsync(cancel), Is.Zero);
        Assert.That(File.Exists(SocketPath), Is.False);
    }

    [Test]
    public async Task Refuses_with_a_reason(CancellationToken cancel)
    {
        await using var process = await WanProcess.StartAsync(SocketPath, "digitalocean", _ => { }, cancel);
        var client = process.Client;
        var host = new WanHost("h", "mars1", "/nowhere", IPAddress.Parse("198.18.0.2"), 20);

        Assert.Multiple(() =>
        {
            Assert.That(() => client.SetProfileAsync("fast", cancel), Throws.TypeOf<WanException>().With.Message.Contains("'fast'"));
            Assert.That(() => client.ReportAsync("someone-1", cancel), Throws.TypeOf<WanException>().With.Message.Contains("restarted"));
            Assert.That(() => client.AddHostAsync(host, cancel), Throws.TypeOf<WanException>().With.Message.Contains("'mars1'").And.Message.Contains("ams3"));
            Assert.That(
                () => client.AddHostAsync(host with { Region = "ams3", PrefixLength = 32 }, cancel), Throws.TypeOf<WanException>().With.Message.Contains("/32"));
            Assert.That(
                () => client.AddHostAsync(host with { Region = "ams3", Interface = "much-too-long-a-name" }, cancel),
                Throws.TypeOf<WanException>().With.Message.Contains("much-too-long-a-name"));
        });
        await client.RemoveHostAsync("never there", cancel);
    }

    [Test]
    public async Task A_second_emulator_on_the_same_socket_is_refused_and_the_first_goes_on(CancellationToken cancel)
    {
        await using var process = await WanProcess.StartAsync(SocketPath, "lan", _ => { }, cancel);

        Assert.That(
            () => WanProcess.StartAsync(SocketPath, "lan", _ => { }, cancel), Throws.TypeOf<WanException>().With.Message.Contains("another WAN emulator"));
        Assert.That((await process.Client.PingAsync(cancel)).Pid, Is.EqualTo(process.Pid));
    }

    [Test]
    public async Task A_socket_left_behind_is_replaced(CancellationToken cancel)
    {
        await File.WriteAllTextAsync(SocketPath, "", cancel);
        await using var process = await WanProcess.StartAsync(SocketPath, "lan", _ => { }, cancel);

        Assert.That((await process.Client.PingAsync(cancel)).Warnings, Has.Count.LessThanOrEqualTo(1));
    }

    [Test]
    public async Task A_file_in_the_sockets_place_is_kept(CancellationToken cancel)
    {
        await File.WriteAllTextAsync(SocketPath, "precious", cancel);

        Assert.That(() => WanProcess.StartAsync(SocketPath, "lan", _ => { }, cancel), Throws.TypeOf<WanException>().With.Message.Contains(SocketPath));
        Assert.That(await File.ReadAllTextAsync(SocketPath, cancel), Is.EqualTo("precious"));
    }

    [Test]
    public void An_unknown_profile_is_why_it_does_not_start(CancellationToken cancel) => Assert.That(
        () => WanProcess.StartAsync(SocketPath, "fast", _ => { }, cancel),
        Throws.TypeOf<WanException>().With.Message.Contains("there is no latency profile 'fast'"));

    [Test]
    public void Nobody_there_names_the_socket(CancellationToken cancel) => Assert.That(
        () => new WanClient(SocketPath).PingAsync(cancel), Throws.TypeOf<WanException>().With.Message.Contains(SocketPath));

    [Test]
    public void A_path_too_long_for_a_socket_is_told_so(CancellationToken cancel) => Assert.That(
        () => new WanClient("/" + new string('x', 200)).PingAsync(cancel), Throws.TypeOf<WanException>().With.Message.Contains("107 bytes"));

    [Test]
    public void A_request_reads_as_it_was_written()
    {
        var request = new WanRequest(WanVerb.AddHost, new WanHost("a", "ams3", "/run/netns/a", IPAddress.Parse("198.18.0.2"), 20));

        var line = JsonSerializer.Serialize(request, WanJson.Default.WanRequest);

        Assert.That(JsonSerializer.Deserialize(line, WanJson.Default.WanRequest), Is.EqualTo(request));
    }
}
