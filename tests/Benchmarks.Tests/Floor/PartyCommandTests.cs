using System.Net;
using System.Net.Sockets;
using CliWrap;

namespace E3.Benchmarks.Tests.Floor;

[CancelAfter(60_000)]
public class PartyCommandTests
{
    [TestCase(1, 0)]
    [TestCase(2, 0)]
    [TestCase(3, 1)]
    [TestCase(4, 1)]
    [TestCase(5, 2)]
    public async Task Parties_over_loopback_open_the_clear_result_in_every_repeat(int parties, int threshold)
    {
        var runs = await FloorProcess.RunAllAsync("party", parties, $"--threshold {threshold} --rounds 20 --bytes 100 --repeats 2 --deadline 30");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(runs.Select(run => run.Errors), Is.All.Empty);
            Assert.That(runs.Select(run => run.ExitCode), Is.All.Zero);
            Assert.That(runs.SelectMany(run => run.Lines).Select(line => line.GetProperty("opened").GetString()).Distinct().Count(), Is.EqualTo(1));
            Assert.That(runs.SelectMany(run => run.Lines), Has.Exactly(2 * parties).Matches<System.Text.Json.JsonElement>(
                line => line.GetProperty("correct").GetBoolean()));
        }
    }

    [Test]
    public async Task Long_messages_pass()
    {
        var runs = await FloorProcess.RunAllAsync("party", 3, "--rounds 3 --bytes 2000000 --deadline 30");
        Assert.That(runs.Select(run => run.ExitCode), Is.All.Zero, string.Concat(runs.Select(run => run.Errors)));
    }

    [Test]
    public async Task A_party_that_never_comes_is_named_at_the_deadline()
    {
        var peers = string.Join(',', FloorProcess.FreeAddresses(3));
        var runs = await Task.WhenAll(
            FloorProcess.RunAsync($"party --index 0 --peers {peers} --deadline 2"),
            FloorProcess.RunAsync($"party --index 2 --peers {peers} --deadline 2"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(runs.Select(run => run.ExitCode), Is.All.EqualTo(1));
            Assert.That(runs[0].Errors, Does.Contain("party 0 could not reach party 1 at 127.0.0.1").And.Contain("refused").And.Contain("deadline 2 s"));
            Assert.That(runs[1].Errors, Does.Contain("party 2 could not reach party 1 at 127.0.0.1"));
            Assert.That(runs.Select(run => run.Output), Is.All.Empty);
        }
    }

    [Test]
    public async Task A_party_that_is_killed_ends_the_others()
    {
        var peers = string.Join(',', FloorProcess.FreeAddresses(3));
        var met = Enumerable.Range(0, 3).Select(_ => new TaskCompletionSource()).ToList();
        Task<FloorRun> Start(int party, CancellationToken cancel) => FloorProcess.RunAsync(
            $"party --index {party} --peers {peers} --exchanges 1 --rounds 10000000 --deadline 50", onLine: _ => met[party].TrySetResult(), cancel: cancel);
        var survivors = Enumerable.Range(0, 2).Select(party => Start(party, CancellationToken.None)).ToList();
        using var kill = new CancellationTokenSource();
        var victim = Start(2, kill.Token);
        await Task.WhenAny(Task.WhenAll(met.Select(meeting => meeting.Task)), Task.WhenAny(survivors));
        await kill.CancelAsync();
        var runs = await Task.WhenAll(survivors);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(async () => await victim, Throws.InstanceOf<OperationCanceledException>());
            Assert.That(runs.Select(run => run.ExitCode), Is.All.EqualTo(1));
            Assert.That(runs.Select(run => run.Errors), Has.Some.Contains("party 2 (127.0.0.1:").And.Some.Contains("of 10000000"));
        }
    }

    [Test]
    public async Task Other_arguments_at_a_party_are_noticed_when_they_meet()
    {
        var peers = string.Join(',', FloorProcess.FreeAddresses(2));
        var runs = await Task.WhenAll(
            FloorProcess.RunAsync($"party --index 0 --peers {peers} --rounds 5 --deadline 20"),
            FloorProcess.RunAsync($"party --index 1 --peers {peers} --rounds 6 --deadline 20"));
        Assert.That(runs.Select(run => run.Errors), Is.All.Contain("was started with other arguments"));
    }

    [Test]
    public async Task A_silent_stranger_and_a_party_of_another_run_are_turned_away(CancellationToken cancel)
    {
        var peers = FloorProcess.FreeAddresses(2);
        var listening = FloorProcess.RunAsync($"party --index 1 --peers {string.Join(',', peers)} --session a --rounds 2 --deadline 20", cancel: cancel);
        using var stranger = await DialAsync(IPEndPoint.Parse(peers[1]), cancel);
        var other = await FloorProcess.RunAsync($"party --index 0 --peers {string.Join(',', peers)} --session b --deadline 3", cancel: cancel);
        var right = await FloorProcess.RunAsync($"party --index 0 --peers {string.Join(',', peers)} --session a --rounds 2 --deadline 20", cancel: cancel);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(other.Errors, Does.Contain("another run"));
            Assert.That(right.ExitCode, Is.Zero, right.Errors);
            Assert.That((await listening).ExitCode, Is.Zero);
        }
    }

    [Test]
    public async Task A_taken_port_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var run = await FloorProcess.RunAsync($"party --index 1 --peers {FloorProcess.FreeAddresses(1)[0]},{taken.LocalEndpoint} --deadline 5");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(run.Errors, Does.Contain($"cannot listen on *:{((IPEndPoint)taken.LocalEndpoint).Port}").And.Contain("in use"));
        }
    }

    [Test]
    public async Task When_whoever_holds_its_input_goes_it_goes()
    {
        var run = await FloorProcess.RunAsync("party --index 0 --peers 127.0.0.1:1 --repeats 2 --held", PipeSource.FromString("go\n"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(3));
            Assert.That(run.Errors, Does.Contain("has gone"));
        }
    }

    [TestCase("", "mode is missing")]
    [TestCase("compute", "no mode 'compute'")]
    [TestCase("party --index 0", "--peers is missing")]
    [TestCase("party --index 0 --peers a:1,b", "'b' of party 1 is not HOST:PORT")]
    [TestCase("party --peers a:1,b:1", "--index is missing")]
    [TestCase("party --index 2 --peers a:1,b:1", "--index '2' is not a whole number from 0 to 1")]
    [TestCase("party --index 0 --peers a:1,b:1,c:1,d:1 --threshold 2", "--threshold 2 is too high for 4 parties")]
    [TestCase("party --index 0 --peers a:1 --rounds many", "--rounds 'many' is not a whole number")]
    [TestCase("party --index 0 --peers a:1 --bytes 7", "--bytes '7' is not a whole number from 8")]
    [TestCase("party --index 0 --peers a:1 --exchange 7", "no option --exchange;")]
    [TestCase("probe --index 0 --peers a:1 --rounds 7", "no option --rounds;")]
    [TestCase("party --index 0 --peers a:1 --rounds", "--rounds needs a value")]
    [TestCase("party --index 0 --peers -,a:1", "our own place in --peers does not say a port")]
    [TestCase("party --index 1 --peers -,a:1", "does not say where party 0 listens")]
    [TestCase("party --index 0 --index 0 --peers a:1", "--index is given twice")]
    public async Task A_mistake_in_the_arguments_is_one_clear_line_and_exit_code_2(string arguments, string message)
    {
        var run = await FloorProcess.RunAsync(arguments);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(2));
            Assert.That(run.Errors.TrimEnd().Split('\n'), Has.Length.EqualTo(1));
            Assert.That(run.Errors, Does.Contain(message));
            Assert.That(run.Output, Is.Empty);
        }
    }

    private static async Task<TcpClient> DialAsync(IPEndPoint address, CancellationToken cancel)
    {
        while (true)
        {
            var client = new TcpClient();
            try
            {
                await client.ConnectAsync(address, cancel);
                return client;
            }
            catch (SocketException)
            {
                client.Dispose();
                await Task.Delay(20, cancel);
            }
        }
    }
}
