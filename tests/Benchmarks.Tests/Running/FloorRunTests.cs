using System.Diagnostics;
using E3.Benchmarks.Jobs;
using E3.Benchmarks.Results;

namespace E3.Benchmarks.Tests.Running;

internal sealed class FloorRunTests : RunnerFixture
{
    [Test]
    public async Task Four_parties_are_measured_repeat_after_repeat()
    {
        var (result, progress) = await RunAsync(Server.Request(Floor, parties: 4, repeats: 3));
        TestContext.Out.WriteLine(progress + result.ToJson());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Status, Is.EqualTo(MeasurementStatus.Measured));
            Assert.That(result.Valid, Is.True, result.Reason);
            Assert.That(result.Repeats.Select(repeat => repeat.Valid), Is.EqualTo(new[] { true, true, true }));
            Assert.That(result.Rounds, Is.EqualTo(20));
            Assert.That(result.Bytes, Is.EqualTo(21 * 3 * 3 * 64));
            Assert.That(result.Matrix.Select(pair => (pair.From, pair.To)).Distinct().Count(), Is.EqualTo(12));
            Assert.That(result.MedianSeconds, Is.InRange(result.SpreadSeconds!.Min, result.SpreadSeconds.Max));
            Assert.That(result.LeastSeconds, Is.Positive);
            Assert.That(result.Ratio, Is.EqualTo(result.MedianSeconds / result.LeastSeconds));
            Assert.That(MeasurementResult.Parse(result.ToJson()).ToJson(), Is.EqualTo(result.ToJson()));
            Assert.That(progress, Does.Contain("repeat 3 of 3").And.Contain("all 12 pairs connect"));
            Assert.That(progress + result.ToJson(), Does.Not.Contain("PRIVATE KEY"));
        }
    }

    [Test]
    public async Task One_party_waits_for_nobody()
    {
        var (result, _) = await RunAsync(Server.Request(Floor, parties: 1));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Valid, Is.True, result.Reason);
            Assert.That(result.LeastSeconds, Is.Null);
            Assert.That(result.Matrix, Is.Empty);
        }
    }

    [Test]
    public async Task A_pair_that_cannot_connect_is_named_with_its_address()
    {
        var request = Server.Request(Floor, parties: 3);
        // An address of documentation (RFC 5737), for this direction of this pair only.
        var links = request.Links.Select(link => link is { From: "host-2", To: "host-0" } ? link with { Address = "192.0.2.1:" + link.Address.Split(':')[1] } : link);
        var error = await FailureOfAsync(request with { Links = [.. links] }, pairLimit: TimeSpan.FromSeconds(3));
        Assert.That(error, Does.Contain("1 of 6 ordered pairs").And.Contain("host-2 → host-0 (192.0.2.1:").And.Contain("loopback"));
    }

    [Test]
    public async Task Every_host_that_cannot_be_reached_is_named()
    {
        var request = Server.Request(Floor, parties: 3);
        var error = await FailureOfAsync(request with
        {
            Parties = [request.Parties[0], .. request.Parties.Skip(1).Select(party => party with { Ssh = party.Ssh with { HostKey = OtherHostKey } })],
        });
        Assert.That(error, Does.Contain("host-1").And.Contain("host-2").And.Not.Contain("host-0"));
    }

    [Test]
    public async Task Every_host_is_back_in_the_overlay_before_its_parties_meet()
    {
        var request = Server.Request(Floor, parties: 2);
        var rejoined = Path.Combine(Path.GetDirectoryName(request.HostFolder)!, "rejoined");
        await RunAsync(request with { Parties = [.. request.Parties.Select(party => party with { Rejoin = $"echo {party.Name} >>'{rejoined}'" })] });
        Assert.That(await File.ReadAllLinesAsync(rejoined), Is.EquivalentTo(new[] { "host-0", "host-1" }));

        var error = await FailureOfAsync(request with { Parties = [request.Parties[0], request.Parties[1] with { Rejoin = "echo no interface >&2; exit 1" }] });
        Assert.That(error, Does.Contain("host-1: the overlay loopback cannot be brought up again: no interface").And.Not.Contain("host-0"));
    }

    [Test]
    public async Task A_port_that_is_taken_is_named()
    {
        var request = Server.Request(Floor, parties: 2);
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Any, int.Parse(request.Links[0].Address.Split(':')[1]));
        taken.Start();
        var error = await FailureOfAsync(request);
        Assert.That(error, Does.Contain("party 1 on host-1").And.Contain("cannot listen on *:").And.Contain("in use"));
    }

    [Test]
    public async Task Stopping_the_run_leaves_no_party_behind()
    {
        using var stop = new CancellationTokenSource();
        var request = Server.Request(Floor with { Rounds = 5_000_000 }, parties: 3, deadlineSeconds: 60);
        var run = RunAsync(request, cancel: stop.Token);
        while (!PartiesOf(request).Any(party => party.Contains(" party "))) await Task.WhenAny(run, Task.Delay(50, CancellationToken.None));
        await stop.CancelAsync();
        Assert.That(async () => await run, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(PartiesOf(request), Is.Empty);
    }

    /// <summary>Command lines of processes that run from the request's folder on the hosts, or in it.</summary>
    internal static IReadOnlyList<string> PartiesOf(RunRequest request) => [.. Process.GetProcesses().Select(process =>
    {
        try
        {
            var folder = new FileInfo($"/proc/{process.Id}/cwd").LinkTarget ?? "";
            var line = File.ReadAllText($"/proc/{process.Id}/cmdline").Replace('\0', ' ');
            return folder.StartsWith(request.HostFolder!) || (line.StartsWith('/') && line.Contains(request.HostFolder!)) ? line : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }).OfType<string>()];

    private const string OtherHostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB";
}
